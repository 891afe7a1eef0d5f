package io.ringwall.engine.doctor;

import io.ringwall.sdk.plugin.HostFact;

/**
 * What one check found.
 *
 * @param by who needs it: a plugin's name, or {@code ringwall}
 * @param feature what works by it
 * @param name what was looked at
 * @param fact what was found
 */
public record Examined(String by, String feature, String name, HostFact fact) {
  /** Is it there whole. */
  public boolean isOk() {
    return fact.outcome() == HostFact.Outcome.OK;
  }

  /** Is it not there at all. */
  public boolean isMissing() {
    return fact.outcome() == HostFact.Outcome.MISSING;
  }

  /** For the operator's log: what is not as it should be, and what helps. */
  public String sentence() {
    String what = isMissing() ? "missing" : "less than it could be";
    return feature + ": " + name + " is " + what + ": " + fact.found() + "; " + fact.remedy();
  }
}
