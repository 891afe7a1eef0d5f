package io.ringwall.engine.plugins;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which files of the folder are whole and have not been dealt with, and which are gone. A file that
 * changes is waited for; so is one that vanishes, for it may be about to be written anew. Used by
 * one thread.
 */
final class Arrivals {
  private final Pace pace;
  private final Map<Path, Seen> files = new HashMap<>();
  private boolean unsettled;

  Arrivals(Pace pace) {
    this.pace = pace;
  }

  private static final class Seen {
    private PluginFolder.@Nullable Print print;
    private long since;
    private long again;
    private boolean handled;
    private boolean missing;
  }

  /**
   * What a look at the folder shows.
   *
   * @param whole files to be dealt with
   * @param gone files whose plugins are to go
   */
  record Shown(List<Path> whole, List<Path> gone) {}

  /** Takes in a look at the folder. */
  Shown look(SortedMap<Path, PluginFolder.Print> now, long nanos) {
    unsettled = false;
    List<Path> whole = new ArrayList<>();
    now.forEach((file, print) -> {
      if (settled(files.computeIfAbsent(file, path -> new Seen()), print, nanos)) {
        whole.add(file);
      }
    });
    List<Path> gone = new ArrayList<>();
    files.forEach((file, seen) -> {
      if (!now.containsKey(file) && gone(seen, nanos)) {
        gone.add(file);
      }
    });
    return new Shown(whole, gone);
  }

  private boolean settled(Seen seen, PluginFolder.Print print, long nanos) {
    seen.missing = false;
    if (!print.equals(seen.print)) {
      seen.print = print;
      seen.since = nanos;
      seen.again = nanos + pace.settle().toNanos();
      seen.handled = false;
    }
    boolean due = !seen.handled && nanos - seen.again >= 0;
    unsettled |= !seen.handled && !due;
    return due;
  }

  private boolean gone(Seen seen, long nanos) {
    if (!seen.missing) {
      seen.missing = true;
      seen.since = nanos;
      seen.print = null;
    }
    boolean gone = nanos - seen.since >= pace.gone().toNanos();
    unsettled |= !gone;
    return gone;
  }

  /** Is there something that a look soon may show to be whole or gone. */
  boolean unsettled() {
    return unsettled;
  }

  /** It was dealt with, until it changes. */
  void handled(Path file) {
    Seen seen = files.get(file);
    if (seen != null) {
      seen.handled = true;
    }
  }

  /** It is to be dealt with a little later. */
  void later(Path file, long nanos) {
    Seen seen = files.get(file);
    if (seen != null) {
      seen.again = nanos + pace.settle().toNanos();
      unsettled = true;
    }
  }

  /** It is to be dealt with again. */
  void again(Path file) {
    Seen seen = files.get(file);
    if (seen != null) {
      seen.handled = false;
      unsettled = true;
    }
  }

  /** For how long it has not changed. */
  Duration unchanged(Path file, long nanos) {
    Seen seen = files.get(file);
    return seen == null ? Duration.ZERO : Duration.ofNanos(nanos - seen.since);
  }

  /** Does it show now what it showed when it was taken for whole. */
  boolean stillShows(Path file, PluginFolder.@Nullable Print now) {
    Seen seen = files.get(file);
    return seen != null && now != null && now.equals(seen.print);
  }

  void forget(Path file) {
    files.remove(file);
  }
}
