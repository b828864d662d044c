package io.fieldcast.pipeline.run;

import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Keeps messages in files, one for each topic, one JSON object a line. Confined to one thread. */
public final class MessageFiles implements AutoCloseable {
    private final Optional<Path> folder;
    private final Map<Topic, OutputStream> files = new EnumMap<>(Topic.class);

    private MessageFiles(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Files in a folder, which exists. */
    public static MessageFiles in(Path folder) {
        return new MessageFiles(Optional.of(folder));
    }

    /** Keeps nothing. */
    public static MessageFiles none() {
        return new MessageFiles(Optional.empty());
    }

    /** Appends a message to its topic's file. */
    public void add(Outgoing message) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            OutputStream file = files.get(message.topic);
            if (file == null) {
                String name = message.topic.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".jsonl";
                file = new BufferedOutputStream(
                        Files.newOutputStream(folder.get().resolve(name)));
                files.put(message.topic, file);
            }
            file.write(message.value);
            file.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (OutputStream file : files.values()) {
            file.close();
        }
    }
}
