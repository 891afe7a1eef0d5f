package io.ringwall.plugin.networkpolicy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files in a folder that Ringwall wrote; all others are left alone. */
final class OwnFiles {
  private static final String ASIDE = ".ringwall-new";

  private final Path folder;

  OwnFiles(Path folder) {
    this.folder = folder;
  }

  /** Contents by name. */
  SortedMap<String, String> read() throws IOException {
    var contents = new TreeMap<String, String>();
    if (Files.notExists(folder)) {
      return contents;
    }
    for (Path file : candidates()) {
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (PolicyFile.isOurs(content)) {
        contents.put(file.getFileName().toString(), content);
      }
    }
    return contents;
  }

  private List<Path> candidates() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> isNamedAsOurs(file.getFileName().toString()))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static boolean isNamedAsOurs(String name) {
    return name.equals(Index.NAME) || PolicyFile.NAME.matcher(name).matches();
  }

  /**
   * Makes these the files of ours. All are written aside first, and what was there is put back when
   * one cannot be put in its place. Files that already are as wanted are not touched.
   */
  void replace(SortedMap<String, String> wanted) throws IOException {
    Files.createDirectories(folder);
    SortedMap<String, String> before = read();
    List<String> changed = new ArrayList<>();
    wanted.forEach((name, content) -> {
      if (!content.equals(before.get(name))) {
        changed.add(name);
      }
    });
    List<String> stale =
        before.keySet().stream().filter(name -> !wanted.containsKey(name)).toList();
    try {
      for (String name : changed) {
        refuseForeign(name, before);
        writeAside(name, wanted.get(name));
      }
      commit(changed, stale, before);
    } finally {
      for (String name : changed) {
        Files.deleteIfExists(aside(name));
      }
    }
  }

  private void refuseForeign(String name, Map<String, String> before) throws IOException {
    if (!before.containsKey(name) && Files.exists(folder.resolve(name))) {
      throw new FileAlreadyExistsException(
          folder.resolve(name).toString(),
          null,
          "a file of this name is there that Ringwall did not write; move it away");
    }
  }

  private void commit(List<String> changed, List<String> stale, Map<String, String> before)
      throws IOException {
    List<String> touched = new ArrayList<>();
    try {
      for (String name : changed) {
        touched.add(name);
        Files.move(aside(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
      for (String name : stale) {
        touched.add(name);
        Files.deleteIfExists(folder.resolve(name));
      }
    } catch (IOException e) {
      restore(touched, before, e);
      throw e;
    }
  }

  private void restore(List<String> touched, Map<String, String> before, IOException failure) {
    for (String name : touched) {
      try {
        String content = before.get(name);
        if (content == null) {
          Files.deleteIfExists(folder.resolve(name));
        } else {
          writeAside(name, content);
          Files.move(aside(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private void writeAside(String name, @Nullable String content) throws IOException {
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    try (FileChannel file =
        FileChannel.open(
            aside(name),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
  }

  private Path aside(String name) {
    return folder.resolve("." + name + ASIDE);
  }
}
