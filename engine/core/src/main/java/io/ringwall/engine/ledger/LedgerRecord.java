package io.ringwall.engine.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One record of the ledger.
 *
 * @param kind what it is: lower-case letters, digits and hyphens, at most 64
 * @param version version of this kind's form, 1 to 65535
 * @param json the record as JSON
 */
public record LedgerRecord(String kind, int version, String json) {
  private static final Pattern KIND = Pattern.compile("[a-z0-9-]{1,64}");
  private static final int VERSION_MAX = 65_535;

  public LedgerRecord {
    Objects.requireNonNull(json, "json");
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException("'" + kind + "' is no kind of record");
    }
    if (version < 1 || version > VERSION_MAX) {
      throw new IllegalArgumentException("version must be 1 to 65535, was " + version);
    }
  }
}
