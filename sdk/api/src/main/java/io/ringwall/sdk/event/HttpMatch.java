package io.ringwall.sdk.event;

import java.util.List;

/**
 * A rule of the web application firewall that matched.
 *
 * @param ruleId its id
 * @param ruleSet its rule set
 * @param variable what it looked at, such as <code>ARGS:id</code>
 * @param location where that stood
 * @param excerpt what it found, bounded
 * @param tags its tags
 */
public record HttpMatch(
    String ruleId,
    String ruleSet,
    String variable,
    String location,
    String excerpt,
    List<String> tags) {
  public HttpMatch {
    tags = List.copyOf(tags);
  }
}
