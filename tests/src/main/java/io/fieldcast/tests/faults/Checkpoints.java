package io.fieldcast.tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * One job's checkpoints, as its folder shows them: it gets a {@code chk-N} when one begins, and a file {@code _metadata} in it when
 * the checkpoint is complete.
 */
final class Checkpoints {
    private static final long NONE = 0;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PREFIX = "chk-";

    private final Path folder;

    Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** Number of the newest one that has begun; 0 before the first. */
    long begun() {
        return newest(number -> true);
    }

    /** Number of the newest one that is complete; 0 before the first. */
    long completed() {
        return newest(this::isComplete);
    }

    boolean isComplete(long number) {
        return Files.exists(folder.resolve(PREFIX + number).resolve("_metadata"));
    }

    /** Whether one has begun that is not complete. */
    boolean isOneUnderWay() {
        return begun() > completed();
    }

    void awaitBegin() throws InterruptedException {
        long before = begun();
        await(() -> begun() > before, "no checkpoint begins");
    }

    void awaitCompletion() throws InterruptedException {
        long before = completed();
        await(() -> completed() > before, "no checkpoint completes");
    }

    private void await(BooleanSupplier condition, String otherwise) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(otherwise);
            }
            Thread.sleep(1);
        }
    }

    private long newest(LongPredicate which) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX))
                    .mapToLong(name -> Long.parseLong(name.substring(PREFIX.length())))
                    .filter(which)
                    .max()
                    .orElse(NONE);
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
