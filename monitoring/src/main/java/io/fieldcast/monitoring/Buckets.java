package io.fieldcast.monitoring;

import java.time.Duration;
import java.util.List;

/** Upper bounds of the timers' buckets. */
final class Buckets {
    /** From far below a healthy cycle to one that no stream would forgive. */
    static final List<Duration> CYCLE_TIME = List.of(
            Duration.ofNanos(500_000),
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));

    /** From five milliseconds, with 30 ms and 150 ms that a stream is held to, to the lateness that a daily field waits for. */
    static final List<Duration> LATENCY = List.of(
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            Duration.ofMillis(30),
            Duration.ofMillis(50),
            Duration.ofMillis(75),
            Duration.ofMillis(100),
            Duration.ofMillis(150),
            Duration.ofMillis(300),
            Duration.ofMillis(600),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(3),
            Duration.ofDays(1),
            Duration.ofDays(3));

    private Buckets() {}
}
