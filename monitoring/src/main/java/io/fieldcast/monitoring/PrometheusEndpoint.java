package io.fieldcast.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a registry at {@code /metrics}, as OpenMetrics to who asks for it and as Prometheus text to all others, and says at
 * {@code /healthz} that the process answers. Thread-safe.
 */
public final class PrometheusEndpoint implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PrometheusEndpoint.class);
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PLAIN_TYPE = "text/plain; charset=utf-8";
    private static final int BACKLOG = 16;

    private final PrometheusMeterRegistry registry;
    private final HttpServer server;
    private final ExecutorService threads;

    private PrometheusEndpoint(PrometheusMeterRegistry registry, HttpServer server) {
        this.registry = registry;
        this.server = server;
        threads = Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "fieldcast-meters");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /**
     * Opens the first free port.
     *
     * @throws IllegalArgumentException if {@code host} is no address of this machine or none of {@code ports} is free
     */
    public static PrometheusEndpoint start(PrometheusMeterRegistry registry, String host, PortRange ports) {
        PrometheusEndpoint endpoint = new PrometheusEndpoint(registry, bind(host, ports));
        endpoint.server.start();
        return endpoint;
    }

    /** Where to look: the page of the meters. */
    public URI address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return URI.create(
                "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort() + "/metrics");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer bind(String host, PortRange ports) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host of the meters' endpoint is not known: " + host, e);
        }
        for (int port = ports.first(); port <= ports.last(); port++) {
            try {
                return HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
            } catch (BindException e) {
                log.debug("port not free host={} port={}", host, port, e);
            } catch (IOException e) {
                throw new IllegalArgumentException("meters' endpoint cannot open " + host + ":" + port, e);
            }
        }
        throw new IllegalArgumentException("meters' endpoint found no free port on " + host + " in " + ports);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                send(exchange, 405, PLAIN_TYPE, "only GET and HEAD are answered\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> sendMeters(exchange);
                case "/healthz" -> send(exchange, 200, PLAIN_TYPE, "ok\n");
                default -> send(exchange, 404, PLAIN_TYPE, "there is /metrics and /healthz\n");
            }
        }
    }

    private void sendMeters(HttpExchange exchange) throws IOException {
        String accepted =
                exchange.getRequestHeaders().getOrDefault("Accept", List.of()).toString();
        String type = accepted.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : TEXT_TYPE;
        send(exchange, 200, type, registry.scrape(type));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean withBody = !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, withBody ? body.length : -1);
        if (withBody) {
            exchange.getResponseBody().write(body);
        }
    }
}
