package io.ringwall.engine.route;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** By what a replay that did not come to its end is known again: its files, in order. */
final class Inputs {
  private Inputs() {}

  static String of(ReplayRequest request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, "host", request.host());
      addAll(digest, "learn", request.learn());
      addAll(digest, "alert", request.alert());
      addAll(digest, "inventory", request.inventories());
      return "{\"inputs\":\"" + HexFormat.of().formatHex(digest.digest(), 0, 16) + "\"}";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void addAll(MessageDigest digest, String what, List<Path> files) {
    for (Path file : files) {
      add(digest, what, file.toAbsolutePath().normalize() + " " + size(file));
    }
  }

  private static void add(MessageDigest digest, String what, String value) {
    digest.update((what + " " + value + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // What cannot be read is told where it is read.
      return -1;
    }
  }
}
