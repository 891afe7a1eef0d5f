package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The engine's own copy of a JAR, which nobody replaces under a class loader that reads from it.
 *
 * @param path the copy
 * @param digest SHA-256 of its bytes, in hex
 */
record Copy(Path path, String digest) {
  private static final long SIZE_MAX = 1L << 30;
  private static final int BUFFER = 1 << 16;

  /**
   * Copies a file.
   *
   * @param into does not exist yet
   */
  static Copy of(Path file, Path into) throws PluginTrouble {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw PluginTrouble.refused("it is no regular file");
    }
    MessageDigest sum = sha256();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(into)) {
      byte[] buffer = new byte[BUFFER];
      long size = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > SIZE_MAX) {
          throw PluginTrouble.refused("it is larger than 1 GiB, which no plugin is");
        }
        sum.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    } catch (NoSuchFileException e) {
      throw PluginTrouble.unfinished("it is gone");
    } catch (IOException e) {
      throw PluginTrouble.refused("it cannot be read: " + Reasons.of(e));
    }
    return new Copy(into, HexFormat.of().formatHex(sum.digest()));
  }

  /** SHA-256 of bytes, in hex. */
  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
