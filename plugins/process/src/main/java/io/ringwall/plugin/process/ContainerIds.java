package io.ringwall.plugin.process;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the ids of containers from the names of their control groups, as runtimes give them. */
final class ContainerIds {
  private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  /** Podman's watcher of a container has a group that is named after it. */
  private static final String WATCHER = "conmon";

  private ContainerIds() {}

  /**
   * The container that the host's runtime knows: of containers within containers the outermost.
   *
   * @param groups names of groups, the innermost first
   * @return null for none
   */
  static @Nullable String outermost(List<String> groups) {
    for (String group : groups.reversed()) {
      Matcher id = ID.matcher(group);
      if (!group.contains(WATCHER) && id.find()) {
        return id.group();
      }
    }
    return null;
  }
}
