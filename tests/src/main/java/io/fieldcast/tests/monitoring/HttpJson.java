package io.fieldcast.tests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fieldcast.tests.cluster.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a server that answers in JSON. Thread-safe. */
final class HttpJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    HttpJson(URI address) {
        this.address = address;
    }

    /** @throws IOException if the answer is not a good one; it carries what was answered */
    JsonNode get(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        String query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response = send(path + "?" + query.replace("[]", "%5B%5D"));
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /**
     * Waits until the server is ready.
     *
     * @throws IllegalStateException if its process ends before, or half a minute is over
     */
    void awaitReady(String path, JavaProcess process) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(path)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String log = process.tail();
                process.close();
                throw new IllegalStateException("did not come up\n" + log);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isReady(String path) throws InterruptedException {
        try {
            return send(path).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
