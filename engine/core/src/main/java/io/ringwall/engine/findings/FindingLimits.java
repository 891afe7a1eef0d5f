package io.ringwall.engine.findings;

/**
 * How much the findings station keeps in memory; beyond, what was untouched for longest goes, and
 * is counted.
 *
 * @param findings findings and incidents that can still be revised
 * @param flows flows remembered so that each counts once
 * @param evidence events kept in one finding
 * @param containers containers whose commands are kept
 * @param commands commands kept of one container
 */
public record FindingLimits(int findings, int flows, int evidence, int containers, int commands) {
  /** What one host needs: some hundred MB at the very most. */
  public static final FindingLimits DEFAULT = new FindingLimits(50_000, 200_000, 20, 10_000, 200);

  public FindingLimits {
    if (findings < 1 || flows < 1 || evidence < 1 || containers < 1 || commands < 1) {
      throw new IllegalArgumentException("limits of findings must be positive");
    }
  }
}
