package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Edges and classes as words of a comment, which no content can break out of. */
final class EdgeLine {
  private static final int WORDS = 10;

  private EdgeLine() {}

  static String write(WorkloadClass one) {
    return word(one.namespace()) + " " + word(one.service()) + " " + word(one.repository());
  }

  static String write(EdgeKey edge) {
    return write(edge.from()) + " " + write(edge.to()) + " " + edge.protocol() + " " + edge.port();
  }

  private static String write(EdgeEnd end) {
    return end.workloadClass() instanceof WorkloadClass known
        ? end.kind() + " " + write(known)
        : end.kind() + " " + word(end.name()) + " = =";
  }

  /**
   * Reads what {@link #write(EdgeKey)} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static EdgeKey edge(String line) {
    String[] words = words(line, WORDS);
    return new EdgeKey(
        end(words, 0), end(words, 4), Protocol.valueOf(words[8]), Integer.parseInt(words[9]));
  }

  /** Reads what {@link #write(WorkloadClass)} wrote; likewise. */
  static WorkloadClass workloadClass(String line) {
    String[] words = words(line, 3);
    return new WorkloadClass(text(words[0]), text(words[1]), text(words[2]));
  }

  private static EdgeEnd end(String[] words, int at) {
    EdgeEndKind kind = EdgeEndKind.valueOf(words[at]);
    return kind == EdgeEndKind.WORKLOAD
        ? EdgeEnd.of(
            new WorkloadClass(text(words[at + 1]), text(words[at + 2]), text(words[at + 3])))
        : EdgeEnd.of(kind, text(words[at + 1]));
  }

  private static String[] words(String line, int count) {
    String[] words = line.split(" ", -1);
    if (words.length != count) {
      throw new IllegalArgumentException("expected " + count + " words, found " + words.length);
    }
    return words;
  }

  private static String word(String text) {
    return "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String text(String word) {
    if (!word.startsWith("=")) {
      throw new IllegalArgumentException("expected '=' before '" + word + "'");
    }
    return URLDecoder.decode(word.substring(1), StandardCharsets.UTF_8);
  }
}
