package io.fieldcast.pipeline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A Flink cluster that a job can be sent to, by the address of its REST interface. */
record TargetCluster(String host, int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** @throws IOException if {@code target} is not HOST:PORT */
    static TargetCluster at(String target) throws IOException {
        int colon = target.lastIndexOf(':');
        if (colon < 1 || !target.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IOException("--target: expected HOST:PORT, got " + target);
        }
        return new TargetCluster(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
    }

    /**
     * Makes sure that the cluster understands this client. Operators travel as serialised objects, and those of one minor version of Flink
     * fail in the tasks of another, at every start and without a word of why.
     *
     * @param client version of the Flink in this process
     * @throws IOException if nobody answers, or a Flink of another minor version does
     */
    void checkVersion(String client) throws IOException, InterruptedException {
        String version = version();
        if (!minor(version).equals(minor(client))) {
            throw new IOException("--target: the cluster has Flink " + version + " and this command " + client
                    + "; send the job by the cluster's own client: flink run fieldcast-job.jar -c FIELD.yaml");
        }
    }

    private String version() throws IOException, InterruptedException {
        URI overview = URI.create("http://" + host + ":" + port + "/overview");
        HttpRequest request = HttpRequest.newBuilder(overview).timeout(PATIENCE).build();
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        String answer;
        try {
            answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IOException("--target: nobody answers at " + host + ":" + port, e);
        }
        JsonNode version;
        try {
            version = new ObjectMapper().readTree(answer).path("flink-version");
        } catch (JsonProcessingException e) {
            throw new IOException(noFlink(), e);
        }
        if (!version.isTextual()) {
            throw new IOException(noFlink());
        }
        return version.asText();
    }

    private String noFlink() {
        return "--target: what answers at " + host + ":" + port + " is no Flink";
    }

    /** 2.2 of 2.2.1. */
    private static String minor(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }
}
