package io.ringwall.engine.plugins;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of plugins, looked at, and watched so that a look follows a change at once. The watch
 * is a convenience: where it does not work (network file systems, no inotify left), looks at fixed
 * times find the same. A folder that is a link is followed anew at each look. Used by one thread,
 * except {@link #await} and {@link #close}.
 */
final class PluginFolder implements AutoCloseable {
  private final Path folder;
  private @Nullable WatchService watch;
  private @Nullable WatchKey key;
  private @Nullable Path watched;

  PluginFolder(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.watch = watchService();
  }

  private @Nullable WatchService watchService() {
    try {
      return folder.getFileSystem().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /**
   * By what a change of a file shows.
   *
   * @param size in bytes
   * @param modified when
   * @param identity which file it is, where the file system tells
   */
  record Print(long size, FileTime modified, @Nullable Object identity) {
    static Print of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Print(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
  }

  Path path() {
    return folder;
  }

  /** The JARs that are there now; those that vanish meanwhile are left out. */
  SortedMap<Path, Print> look() throws IOException {
    watchWhatItIsNow();
    SortedMap<Path, Print> found = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(one -> one.toString().endsWith(".jar")).toList()) {
        Print print = print(file);
        if (print != null) {
          found.put(file, print);
        }
      }
    }
    return found;
  }

  /** What a file shows now; null when it is gone. */
  @Nullable Print print(Path file) {
    try {
      return Print.of(file);
    } catch (IOException e) {
      return null;
    }
  }

  private void watchWhatItIsNow() throws IOException {
    Path real = folder.toRealPath();
    WatchService service = watch;
    boolean same = Objects.equals(real, watched) && key != null && key.isValid();
    if (service == null || same) {
      return;
    }
    if (key != null) {
      key.cancel();
    }
    try {
      key =
          real.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
      watched = real;
    } catch (IOException | ClosedWatchServiceException e) {
      key = null;
    }
  }

  /** Waits for a change; false when there is nothing to wait for any more. */
  boolean await() throws InterruptedException {
    WatchService service = watch;
    if (service == null) {
      return false;
    }
    try {
      WatchKey changed = service.take();
      changed.pollEvents();
      changed.reset();
      return true;
    } catch (ClosedWatchServiceException e) {
      return false;
    }
  }

  @Override
  public void close() {
    WatchService service = watch;
    watch = null;
    if (service == null) {
      return;
    }
    try {
      service.close();
    } catch (IOException e) {
      throw new IllegalStateException("the watch of " + folder + " cannot be closed", e);
    }
  }
}
