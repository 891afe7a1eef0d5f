package io.ringwall.bench.deluge;

import java.nio.file.Path;

/**
 * What the source gives.
 *
 * @param rate a file that says how many events a second it is to give, which may change
 * @param alarms so many custom events besides, a second, whatever the rate
 * @param containers so many events of containers besides, a second
 */
public record DelugeSettings(Path rate, int alarms, int containers) {}
