package io.ringwall.engine.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Notices that files have changed, by their size, time and identity: that works on every file
 * system, through links, and whichever way an editor saves. One thread.
 */
final class Watched {
  private static final int DEPTH = 4;
  private static final int FILES_MAX = 20_000;

  private final List<Path> roots;
  private final Predicate<Path> counts;
  private Map<Path, Mark> acted;
  private Map<Path, Mark> last;

  private record Mark(long size, long modified, String identity) {}

  /**
   * Watches from now on.
   *
   * @param roots files, and folders whose files are watched; those that do not exist are waited for
   * @param counts which files count
   */
  Watched(List<Path> roots, Predicate<Path> counts) {
    this.roots = List.copyOf(roots);
    this.counts = counts;
    this.acted = marks();
    this.last = acted;
  }

  /**
   * Is there a change since the last that was reported, and has it come to rest since last asked.
   */
  boolean changed() {
    Map<Path, Mark> now = marks();
    boolean atRest = now.equals(last);
    last = now;
    if (!atRest || now.equals(acted)) {
      return false;
    }
    acted = now;
    return true;
  }

  private Map<Path, Mark> marks() {
    Map<Path, Mark> marks = new HashMap<>();
    for (Path root : roots) {
      if (Files.exists(root)) {
        add(root, marks);
      }
    }
    return marks;
  }

  private void add(Path root, Map<Path, Mark> marks) {
    try (Stream<Path> all = Files.walk(root, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      all.filter(counts).limit(FILES_MAX).forEach(path -> mark(path, marks));
    } catch (IOException | UncheckedIOException e) {
      // A folder that vanishes while it is read is read again a moment later.
      marks.put(root, new Mark(-1, 0, "unreadable"));
    }
  }

  private static void mark(Path path, Map<Path, Mark> marks) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (found.isRegularFile()) {
        marks.put(
            path,
            new Mark(
                found.size(),
                found.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                String.valueOf(found.fileKey())));
      }
    } catch (IOException e) {
      marks.put(path, new Mark(-1, 0, "unreadable"));
    }
  }
}
