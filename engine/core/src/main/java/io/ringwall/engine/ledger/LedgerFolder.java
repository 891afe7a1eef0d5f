package io.ringwall.engine.ledger;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The folder of a ledger: the file that is appended to, and under numbers what was the file before,
 * for those who look back. Each file begins with all that stood when it was begun, so only the
 * present one is read on a start, and the oldest may go.
 */
final class LedgerFolder implements AutoCloseable {
  private static final String CURRENT = "ledger.log";
  private static final String NEXT = "ledger.next";
  private static final String LOCK = "ledger.lock";
  private static final String EARLIER = "ledger-[0-9]*.log";

  private final Path folder;
  private final FileChannel lock;
  private final long earlierMax;

  private LedgerFolder(Path folder, FileChannel lock, long earlierMax) {
    this.folder = folder;
    this.lock = lock;
    this.earlierMax = earlierMax;
  }

  /**
   * Takes the folder, which is made when missing.
   *
   * @param earlierMax bytes that earlier files may take together; older ones are removed
   */
  static LedgerFolder take(Path folder, long earlierMax) {
    try {
      Files.createDirectories(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isTaken(lock)) {
        lock.close();
        throw new RingwallException(
            Category.RESOURCE, "the ledger " + folder + " is in use by another Ringwall");
      }
      // Of a new file that a crash left half written.
      Files.deleteIfExists(folder.resolve(NEXT));
      return new LedgerFolder(folder, lock, earlierMax);
    } catch (IOException e) {
      throw new RingwallException(
          Category.RESOURCE, "the ledger " + folder + " cannot be opened: " + Reasons.of(e), e);
    }
  }

  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The present file. */
  LedgerFile open(Map<String, Integer> known, Consumer<LedgerRecord> reader) {
    return LedgerFile.open(folder.resolve(CURRENT), known, reader);
  }

  /**
   * Puts a new file into the present one's place. A crash at any instant leaves the old one or the
   * new one, whole.
   *
   * @param standing what it begins with
   * @throws IOException when it cannot be written; the present file stands
   */
  LedgerFile renew(List<LedgerRecord> standing) throws IOException {
    Path next = folder.resolve(NEXT);
    Files.deleteIfExists(next);
    LedgerFile file = LedgerFile.create(next);
    try {
      for (ByteBuffer group : Frame.groups(standing)) {
        file.write(group);
      }
      replace(next);
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(next);
      throw e;
    }
    return file;
  }

  /** What can fail harmlessly comes first: once the new file is in place, it is the ledger. */
  private void replace(Path next) throws IOException {
    Path current = folder.resolve(CURRENT);
    List<Path> earlier = earlier();
    removeOldest(earlier, Files.size(current));
    Path aside = folder.resolve("ledger-%09d.log".formatted(number(earlier) + 1));
    Files.createLink(aside, current);
    try {
      Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(aside);
      throw e;
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Nobody knows which one a crash would leave: the one that goes on is put back.
      Files.move(aside, current, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
  }

  /** Earlier files, the oldest first. */
  private List<Path> earlier() throws IOException {
    List<Path> earlier = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, EARLIER)) {
      files.forEach(earlier::add);
    }
    Collections.sort(earlier);
    return earlier;
  }

  private static long number(List<Path> earlier) {
    if (earlier.isEmpty()) {
      return 0;
    }
    String digits = earlier.getLast().getFileName().toString().replaceAll("[^0-9]", "");
    return digits.length() > 18 ? 0 : Long.parseLong(digits);
  }

  /** Makes room for one more of this size. */
  private void removeOldest(List<Path> earlier, long more) throws IOException {
    long bytes = more;
    for (Path file : earlier.reversed()) {
      bytes += Files.size(file);
      if (bytes > earlierMax) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
