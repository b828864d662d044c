package io.fieldcast.connectors.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's server sockets, bound before the broker is configured, so that "any free port" is known in time and nobody can
 * take it in between.
 */
final class Ports implements ServerSocketFactory, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ports.class);
    private static final int BACKLOG = 50;

    private final Map<String, ServerSocketChannel> channels = new TreeMap<>();
    private final Map<String, Integer> numbers = new TreeMap<>();

    private Ports() {}

    /** @param wanted address by name of listener; its port may be 0 for any free one */
    static Ports open(Map<String, InetSocketAddress> wanted) throws IOException {
        Ports ports = new Ports();
        try {
            for (Map.Entry<String, InetSocketAddress> listener : wanted.entrySet()) {
                ports.bind(listener.getKey(), listener.getValue());
            }
            return ports;
        } catch (IOException e) {
            ports.close();
            throw e;
        }
    }

    private void bind(String listener, InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channels.put(listener, channel);
        channel.configureBlocking(false);
        try {
            channel.bind(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException("port " + address.getPort() + " cannot be bound: " + e.getMessage(), e);
        }
        numbers.put(listener, ((InetSocketAddress) channel.getLocalAddress()).getPort());
    }

    int port(String listener) {
        Integer number = numbers.get(listener);
        if (number == null) {
            throw new IllegalArgumentException("no listener is called " + listener);
        }
        return number;
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer) throws IOException {
        ServerSocketChannel channel = channels.get(listener);
        if (channel == null) {
            throw new IOException("no listener is called " + listener);
        }
        return channel;
    }

    @Override
    public void close() {
        for (ServerSocketChannel channel : channels.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                log.warn("could not close a server socket", e);
            }
        }
    }
}
