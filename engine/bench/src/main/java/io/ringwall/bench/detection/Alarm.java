package io.ringwall.bench.detection;

import java.time.Instant;

/**
 * What a detector said.
 *
 * @param technique of what
 * @param source whom it named, as an address
 * @param time when the first event happened that it rests on
 */
record Alarm(Technique technique, String source, Instant time) {}
