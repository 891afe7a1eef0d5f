package io.ringwall.plugin.networkpolicy;

import java.util.List;
import java.util.Optional;

/**
 * The file that says which policies the folder holds, so that a missing one is noticed.
 *
 * @param boundaryRevision the boundary that was written
 * @param membershipRevision the membership that was written
 * @param files names of the policies' files
 */
record Index(long boundaryRevision, long membershipRevision, List<String> files) {
  static final String NAME = "ringwall-network-policy.index";

  private static final String BOUNDARY = "boundary ";
  private static final String MEMBERSHIP = "membership ";

  String content() {
    var below = new StringBuilder();
    below.append(BOUNDARY).append(boundaryRevision).append('\n');
    below.append(MEMBERSHIP).append(membershipRevision).append('\n');
    files.forEach(file -> below.append(file).append('\n'));
    return PolicyFile.MARK + PolicyFile.sha256(below.toString()) + "\n" + below;
  }

  /** What a file says; empty when it is no index of ours, or was changed. */
  static Optional<Index> read(String content) {
    int end = content.indexOf('\n');
    if (!PolicyFile.isOurs(content) || end < 0) {
      return Optional.empty();
    }
    List<String> lines = content.substring(end + 1).lines().toList();
    if (lines.size() < 2
        || !lines.get(0).startsWith(BOUNDARY)
        || !lines.get(1).startsWith(MEMBERSHIP)) {
      return Optional.empty();
    }
    try {
      var index =
          new Index(
              Long.parseLong(lines.get(0).substring(BOUNDARY.length())),
              Long.parseLong(lines.get(1).substring(MEMBERSHIP.length())),
              lines.subList(2, lines.size()));
      return index.content().equals(content) ? Optional.of(index) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
