package io.fieldcast.tests.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A key and its self-signed certificate for localhost, made by the JDK's keytool. Immutable.
 *
 * @param certificate PEM file that others may trust
 * @param keys PEM file of the private key and the certificate
 */
record Identity(Path certificate, Path keys) {
    private static final String PASSWORD = "changeit";

    /**
     * Makes one.
     *
     * @param begins when it becomes valid, as keytool writes it, such as {@code -10d}
     * @param days for how long
     */
    static Identity make(Path folder, String name, String begins, int days) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost",
                        "-startdate",
                        begins,
                        "-validity",
                        Integer.toString(days)))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve(name + ".log")));
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        String certificate = pem("CERTIFICATE", keys.getCertificate(name).getEncoded());
        return new Identity(
                Files.writeString(folder.resolve(name + ".crt.pem"), certificate),
                Files.writeString(folder.resolve(name + ".key.pem"), privateKey(keys, name) + certificate));
    }

    private static String privateKey(KeyStore keys, String name) throws GeneralSecurityException {
        return pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
