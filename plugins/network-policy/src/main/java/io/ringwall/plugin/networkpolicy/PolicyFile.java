package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A file with the policy of one class. Comments tell the class and its edges; a digest over all
 * that follows it tells whether the file still is what was written.
 *
 * @param workloadClass whom it guards
 * @param boundaryRevision the boundary it was made of
 * @param edges what it lets pass to and from the class
 */
record PolicyFile(WorkloadClass workloadClass, long boundaryRevision, SortedSet<EdgeKey> edges) {
  static final String MARK = "# Written by Ringwall, which overwrites changes; digest ";
  static final Pattern NAME = Pattern.compile("[-a-z0-9]+\\.ringwall-[-a-z0-9]+\\.yaml");

  private static final String CLASS = "# class ";
  private static final String REVISION = "# revision ";
  private static final String EDGE = "# edge ";
  private static final int SERVICE_LENGTH_MAX = 37;
  private static final int DIGITS = 16;

  /** Name of the policy: unique by its digits, whatever had to be left out of the service. */
  static String policyName(WorkloadClass one) {
    String service = one.service().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String shortened =
        service.length() > SERVICE_LENGTH_MAX ? service.substring(0, SERVICE_LENGTH_MAX) : service;
    return "ringwall-" + shortened + "-" + sha256(EdgeLine.write(one)).substring(0, DIGITS);
  }

  String fileName() {
    return workloadClass.namespace() + "." + policyName(workloadClass) + ".yaml";
  }

  /** The file's content, with this manifest. */
  String content(String manifest) {
    var below = new StringBuilder();
    below.append(CLASS).append(EdgeLine.write(workloadClass)).append('\n');
    below.append(REVISION).append(boundaryRevision).append('\n');
    for (EdgeKey edge : edges) {
      below.append(EDGE).append(EdgeLine.write(edge)).append('\n');
    }
    below.append(manifest);
    return MARK + sha256(below.toString()) + "\n" + below;
  }

  /** Was this written by us, whatever became of it since. */
  static boolean isOurs(String content) {
    return content.startsWith(MARK);
  }

  /** What a file says; empty when it is not, or not any more, what was written. */
  static Optional<PolicyFile> read(String content) {
    int end = content.indexOf('\n');
    if (!isOurs(content) || end < 0) {
      return Optional.empty();
    }
    String below = content.substring(end + 1);
    if (!content.substring(MARK.length(), end).equals(sha256(below))) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(below.lines().toList()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static PolicyFile parse(List<String> lines) {
    WorkloadClass known = EdgeLine.workloadClass(after(CLASS, lines.get(0)));
    long revision = Long.parseLong(after(REVISION, lines.get(1)));
    var edges = new TreeSet<>(Order.EDGES);
    lines.stream()
        .filter(line -> line.startsWith(EDGE))
        .map(line -> EdgeLine.edge(after(EDGE, line)))
        .forEach(edges::add);
    return new PolicyFile(known, revision, edges);
  }

  private static String after(String start, String line) {
    if (!line.startsWith(start)) {
      throw new IllegalArgumentException("expected '" + start + "', found '" + line + "'");
    }
    return line.substring(start.length());
  }

  static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
