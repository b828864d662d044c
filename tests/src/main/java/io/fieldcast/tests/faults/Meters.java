package io.fieldcast.tests.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Reads meters as Prometheus would. */
final class Meters {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Meters() {}

    /** The sum of a meter over all its tags; 0 if it is not there. */
    static double sum(URI page, String meter) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                CLIENT.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        List<String> lines = answer.body().lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith(meter + "{") || line.startsWith(meter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
