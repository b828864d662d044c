package io.fieldcast.pipeline.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;

/**
 * Finds the files that a configuration names: beside it, or, after {@code bundled:}, among those that come with Fieldcast, which
 * are unpacked into a temporary folder that goes away with the process.
 */
public final class DataFiles {
    private static final String BUNDLED = "bundled:";
    private static final String FOLDER = "/data/";

    private DataFiles() {}

    /**
     * The file that {@code name} stands for.
     *
     * @param folder where relative names start
     * @throws IOException if there is no such file, or it cannot be read
     */
    public static Path find(Path folder, String name) throws IOException {
        if (name.startsWith(BUNDLED)) {
            return unpack(name.substring(BUNDLED.length()));
        }
        Path file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            throw new IOException("no readable file " + file);
        }
        return file;
    }

    private static Path unpack(String name) throws IOException {
        String resource = FOLDER + name;
        boolean packed = DataFiles.class.getResource(resource) == null;
        try (InputStream raw = DataFiles.class.getResourceAsStream(packed ? resource + ".gz" : resource)) {
            if (raw == null) {
                throw new IOException("nothing called " + name + " comes with Fieldcast");
            }
            Path folder = Files.createTempDirectory("fieldcast-");
            Path file = folder.resolve(Path.of(name).getFileName());
            Files.copy(packed ? new GZIPInputStream(raw) : raw, file, StandardCopyOption.REPLACE_EXISTING);
            // The last one asked for goes first, and a folder goes only when it is empty.
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file;
        }
    }
}
