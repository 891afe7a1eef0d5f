package io.ringwall.bench.firehose;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a source gives.
 *
 * @param events so many
 * @param begin not before this file is there
 * @param burst so many without a pause
 * @param pause how long a pause is
 */
public record FirehoseSettings(long events, Path begin, long burst, Duration pause) {}
