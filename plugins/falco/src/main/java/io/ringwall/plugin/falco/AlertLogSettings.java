package io.ringwall.plugin.falco;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What can be set about Falco's log.
 *
 * @param log the log that a running engine follows; null for the usual place, if there is one
 *     there. A replay reads the files it is given
 */
public record AlertLogSettings(@Nullable Path log) {
  static final AlertLogSettings DEFAULT = new AlertLogSettings(null);
}
