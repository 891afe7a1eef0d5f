package io.ringwall.engine.rules;

import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Compiled rule sets on disk, a file each, named by the digest of all that they depend on. A file
 * begins with eight bytes that say what it is, and the CRC32C and length of what follows; what does
 * not match is made again. What cannot be read or written costs time, and is said.
 */
final class CompiledCache {
  private static final byte[] MAGIC = "RWRULES1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = MAGIC.length + 2 * Long.BYTES;

  /** Older ones are of rules that were edited since. */
  private static final int KEPT = 8;

  private final Path folder;
  private final List<String> remarks = new ArrayList<>();

  CompiledCache(Path folder) {
    this.folder = folder;
  }

  /** What was wrong, a sentence each. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  private Path file(String digest) {
    return folder.resolve("rules-" + digest + ".bin");
  }

  /** The compiled form under this digest, if there is one and it is whole. */
  Optional<byte[]> read(String digest) {
    Path file = file(digest);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      String damage = damage(bytes);
      if (damage.isEmpty()) {
        return Optional.of(Arrays.copyOfRange(bytes, HEADER, bytes.length));
      }
      remarks.add(
          "compiled rule sets in " + file + " are damaged (" + damage + ") and are made again");
    } catch (IOException e) {
      remarks.add(
          "compiled rule sets in " + file + " cannot be read and are made again: " + Reasons.of(e));
    }
    return Optional.empty();
  }

  private static String damage(byte[] bytes) {
    if (bytes.length < HEADER || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return "expected a file that begins with " + new String(MAGIC, StandardCharsets.US_ASCII);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, MAGIC.length, 2 * Long.BYTES);
    long checksum = header.getLong();
    long length = header.getLong();
    if (length != bytes.length - HEADER) {
      return "expected " + length + " bytes, found " + (bytes.length - HEADER);
    }
    long found = checksum(bytes, HEADER);
    return found == checksum ? "" : "expected CRC32C %08x, found %08x".formatted(checksum, found);
  }

  private static long checksum(byte[] bytes, int from) {
    var crc = new CRC32C();
    crc.update(bytes, from, bytes.length - from);
    return crc.getValue();
  }

  /** Keeps a compiled form under this digest. */
  void write(String digest, byte[] compiled) {
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "rules-", ".part");
      try {
        Files.write(temporary, whole(compiled));
        move(temporary, file(digest));
      } finally {
        Files.deleteIfExists(temporary);
      }
      forgetOld();
    } catch (IOException e) {
      remarks.add(
          "compiled rule sets cannot be kept in "
              + folder
              + ", so each start compiles them: "
              + Reasons.of(e));
    }
  }

  private static byte[] whole(byte[] compiled) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + compiled.length);
    bytes.put(MAGIC).putLong(checksum(compiled, 0)).putLong(compiled.length).put(compiled);
    return bytes.array();
  }

  private static void move(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void forgetOld() throws IOException {
    record Aged(Path file, FileTime time) {}
    List<Aged> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().matches("rules-.*\\.(bin|jar)")) {
          all.add(new Aged(file, Files.getLastModifiedTime(file)));
        }
      }
    }
    all.sort(Comparator.comparing(Aged::time).reversed());
    for (Aged old : all.subList(Math.min(KEPT, all.size()), all.size())) {
      Files.deleteIfExists(old.file());
    }
  }
}
