package io.ringwall.engine.rules;

import io.ringwall.engine.findings.RuleHeader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A rule as read from DRL and found right.
 *
 * @param ruleSet the rule set it belongs to
 * @param file where it stands
 * @param line the line of its name
 * @param header what its findings take from it
 * @param kind how it is judged
 * @param patterns its patterns, in the order of the text
 * @param window how long its patterns may lie apart in all; zero for one pattern
 * @param inline is it judged before its event takes the route, too
 */
record ParsedRule(
    RuleSet ruleSet,
    Path file,
    int line,
    RuleHeader header,
    Kind kind,
    List<ParsedPattern> patterns,
    Duration window,
    boolean inline) {

  enum Kind {
    /** One pattern over an event or count: judged on its own. */
    STATELESS,
    /** The same, but it reads counts, so that it is judged in order. */
    STATELESS_IN_ORDER,
    /** Judged in the session. */
    CORRELATION,
    /** Over Edge; not judged by this version. */
    EDGE
  }

  /**
   * One pattern.
   *
   * @param type the fact
   * @param guard what must hold for it to match
   */
  record ParsedPattern(Class<?> type, Guard guard) {}

  boolean stateless() {
    return kind == Kind.STATELESS || kind == Kind.STATELESS_IN_ORDER;
  }

  String id() {
    return header.ruleId();
  }

  /** Where it stands, for messages. */
  String place() {
    return file.getFileName() + ":" + line;
  }
}
