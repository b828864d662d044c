package io.fieldcast.tests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The web hook at the end of the line: what a person on call would have been told. Thread-safe. */
final class AlertReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();

    /**
     * An alert that was delivered.
     *
     * @param status {@code firing} or {@code resolved}
     */
    record Message(String status, String alert, String summary) {}

    private AlertReceiver(HttpServer server) {
        this.server = server;
    }

    static AlertReceiver open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AlertReceiver receiver = new AlertReceiver(server);
        server.createContext("/", receiver::receive);
        server.start();
        return receiver;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** The alerts delivered so far, in their order. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (JsonNode alert : JSON.readTree(exchange.getRequestBody()).path("alerts")) {
                messages.add(new Message(
                        alert.get("status").asText(),
                        alert.at("/labels/alertname").asText(),
                        alert.at("/annotations/summary").asText()));
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
