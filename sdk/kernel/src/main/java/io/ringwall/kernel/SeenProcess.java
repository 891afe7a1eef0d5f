package io.ringwall.kernel;

import java.time.Instant;
import java.util.List;

/**
 * A process as the kernel saw it at one moment.
 *
 * @param hostPid its number on the host
 * @param pid its number in its own namespace
 * @param startedNanos when it began, in nanoseconds since the machine was started; with the number
 *     it names the process for as long as the machine runs
 * @param startedAt the same by the host's clock
 * @param parentPid its parent's number on the host
 * @param parentStartedNanos when that one began
 * @param parentName that one's short name
 * @param uid real user id, by the host
 * @param gid real group id, by the host
 * @param loginUid who logged in and came to run it; -1 for nobody
 * @param name short name, at most 15 bytes
 * @param file the program as it was asked for, at most 255 bytes, perhaps relative to where it was
 *     started; empty where this tells of no start
 * @param words the command line, the program first; of at most 3,000 bytes
 * @param cut was it longer
 * @param terminal its terminal, {@code pts0}; empty when it has none
 * @param groups names of its control group (cgroup v2) and of those around it, six at most, the
 *     innermost first
 */
public record SeenProcess(
    int hostPid,
    int pid,
    long startedNanos,
    Instant startedAt,
    int parentPid,
    long parentStartedNanos,
    String parentName,
    int uid,
    int gid,
    int loginUid,
    String name,
    String file,
    List<String> words,
    boolean cut,
    String terminal,
    List<String> groups) {
  /** Copies the lists. */
  public SeenProcess {
    words = List.copyOf(words);
    groups = List.copyOf(groups);
  }
}
