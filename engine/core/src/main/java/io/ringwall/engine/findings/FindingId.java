package io.ringwall.engine.findings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of findings: the same input gives the same ids. */
final class FindingId {
  private static final int BYTES = 8;

  private FindingId() {}

  /** 16 hex digits of a SHA-256 over rule, correlation key and first event. */
  static String of(String ruleId, String correlationKey, String firstEvent) {
    MessageDigest digest = sha256();
    for (String part : new String[] {ruleId, correlationKey, firstEvent}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
