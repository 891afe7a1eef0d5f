package io.ringwall.plugin.falco;

import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Checksum and length of a file: the epoch of its events. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Path file) throws PluginException {
    var checksum = new CRC32C();
    long length = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        checksum.update(buffer, 0, read);
        length += read;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return "%08x-%d".formatted(checksum.getValue(), length);
  }

  static PluginException unreadable(Path file, IOException cause) {
    String why = cause instanceof NoSuchFileException ? "there is no such file" : cause.toString();
    return new PluginException(Category.INPUT, file + " cannot be read: " + why, cause);
  }
}
