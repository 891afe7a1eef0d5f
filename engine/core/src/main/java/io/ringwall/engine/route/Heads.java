package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;

/** The first bytes of files, by which plugins recognise them. */
final class Heads {
  private static final int HEAD = 65_536;
  private static final int SHOWN = 16;

  private Heads() {}

  /**
   * The first bytes of a file.
   *
   * @param what what the file is meant to be, for people
   * @throws RingwallException when it cannot be read
   */
  static byte[] of(Path file, String what) {
    if (Files.isDirectory(file)) {
      throw new RingwallException(Category.INPUT, what + " " + file + ": is a folder, not a file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new RingwallException(
          Category.INPUT,
          what + " " + file + ": is no file that can be read more than once; save it as one");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    } catch (NoSuchFileException e) {
      throw new RingwallException(Category.INPUT, what + " " + file + ": no such file", e);
    } catch (IOException e) {
      throw new RingwallException(
          Category.INPUT, what + " " + file + ": cannot be read: " + Reasons.of(e), e);
    }
  }

  /** What the file begins with, for people. */
  static String describe(byte[] head) {
    if (head.length == 0) {
      return "an empty file";
    }
    int shown = Math.min(SHOWN, head.length);
    boolean text = true;
    for (int i = 0; i < shown; i++) {
      text &= head[i] >= ' ' && head[i] < 127 || head[i] == '\n' || head[i] == '\t';
    }
    return text
        ? "a file that begins with '"
            + new String(head, 0, shown, StandardCharsets.US_ASCII).strip()
            + "'"
        : "a file that begins with the bytes " + HexFormat.of().formatHex(head, 0, shown);
  }
}
