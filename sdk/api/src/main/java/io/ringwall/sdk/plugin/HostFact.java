package io.ringwall.sdk.plugin;

/**
 * What a {@link HostCheck} found.
 *
 * @param outcome whether it is there
 * @param found what was measured, in a few words for people: {@code 1,204 of 262,144 in use}
 * @param remedy how to get what is not there: a command that can be copied, or a sentence; empty
 *     when all is as it should be, and only then
 */
public record HostFact(Outcome outcome, String found, String remedy) {
  /** Whether what a feature needs is there. */
  public enum Outcome {
    /** It is. */
    OK,
    /** The feature works, but sees or does less. */
    DEGRADED,
    /** The feature does not work. */
    MISSING
  }

  /** A fact, and a remedy where one is needed. */
  public HostFact {
    if (found.isBlank()) {
      throw new IllegalArgumentException("found must say what was found, was empty");
    }
    if (remedy.isBlank() != (outcome == Outcome.OK)) {
      throw new IllegalArgumentException(
          "a remedy is for what is not OK, and for all of that, was '"
              + remedy
              + "' for "
              + outcome);
    }
  }

  /** It is there. */
  public static HostFact ok(String found) {
    return new HostFact(Outcome.OK, found, "");
  }

  /** The feature works, but sees or does less. */
  public static HostFact degraded(String found, String remedy) {
    return new HostFact(Outcome.DEGRADED, found, remedy);
  }

  /** The feature does not work. */
  public static HostFact missing(String found, String remedy) {
    return new HostFact(Outcome.MISSING, found, remedy);
  }
}
