package io.ringwall.engine.route;

import io.ringwall.sdk.finding.FindingStatus;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an operator said about findings, at one time: that they are dealt with, or looked after. A
 * finding that happens again after it was RESOLVED is new again; ACKNOWLEDGED lasts.
 *
 * @param id its name, to undo it by
 * @param status RESOLVED, ACKNOWLEDGED, or NEW for findings that are to be as if nobody had
 * @param by who said so, such as {@code operator:root}
 * @param at when
 * @param reason why; may be empty
 * @param findings ids of the findings, and how often each had happened by then
 */
public record Clearance(
    String id,
    FindingStatus status,
    String by,
    Instant at,
    String reason,
    SortedMap<String, Long> findings) {
  public Clearance {
    findings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(findings));
  }
}
