package io.fieldcast.tests.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Issues certificates for localhost, by the JDK's keytool. Confined to one thread. */
final class Authority {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final String name;
    private final Path store;

    private Authority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        this.store = folder.resolve(name + ".p12");
    }

    /** Makes one whose files stand in {@code folder}. */
    static Authority make(Path folder, String name) throws Exception {
        Authority authority = new Authority(folder, name);
        authority.keytool(name, List.of("-ext", "bc:c", "-startdate", "-20d", "-validity", "100"));
        return authority;
    }

    /** PEM file of its own certificate, for those who trust it. */
    Path certificate() throws Exception {
        return Files.writeString(
                folder.resolve(name + ".ca.pem"),
                pem("CERTIFICATE", keys().getCertificate(name).getEncoded()));
    }

    /**
     * PEM file of a new private key and the chain of its certificate.
     *
     * @param begins when it becomes valid, as keytool writes it, such as {@code -10d}
     * @param days for how long
     */
    Path issue(String owner, String begins, int days) throws Exception {
        keytool(
                owner,
                List.of(
                        "-signer",
                        name,
                        "-ext",
                        "SAN=dns:localhost",
                        "-startdate",
                        begins,
                        "-validity",
                        Integer.toString(days)));
        StringBuilder text = new StringBuilder(
                pem("PRIVATE KEY", keys().getKey(owner, PASSWORD.toCharArray()).getEncoded()));
        for (Certificate certificate : keys().getCertificateChain(owner)) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return Files.writeString(folder.resolve(name + "-" + owner + ".pem"), text);
    }

    private KeyStore keys() throws Exception {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private void keytool(String owner, List<String> further) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-alias",
                owner,
                "-dname",
                "CN=" + owner));
        command.addAll(further);
        Path log = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
