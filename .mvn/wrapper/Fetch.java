import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What ./mvnw cannot count on finding as a program: {@code fetch URL FILE} downloads, {@code sha512 FILE} prints a checksum. Run from
 * source by {@code java}, before anything is built.
 */
final class Fetch {
    private Fetch() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("fetch")) {
            try {
                fetch(URI.create(arguments[1]), Path.of(arguments[2]));
            } catch (IOException e) {
                System.err.println("no answer: " + (e.getCause() == null ? e : e.getCause()));
                System.exit(1);
            }
        } else {
            System.out.println(sha512(Path.of(arguments[1])));
        }
    }

    private static void fetch(URI from, Path to) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<Path> response =
                client.send(HttpRequest.newBuilder(from).build(), HttpResponse.BodyHandlers.ofFile(to));
        if (response.statusCode() != 200) {
            System.err.println(from + " answered " + response.statusCode());
            System.exit(1);
        }
    }

    private static String sha512(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
