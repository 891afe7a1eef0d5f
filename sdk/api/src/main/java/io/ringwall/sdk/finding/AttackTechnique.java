package io.ringwall.sdk.finding;

/**
 * A technique of MITRE ATT&amp;CK.
 *
 * @param id technique or sub-technique, such as <code>T1046</code> or <code>T1059.004</code>
 */
public record AttackTechnique(String id) {
  public AttackTechnique {
    if (!id.matches("T[0-9]{4}(\\.[0-9]{3})?")) {
      throw new IllegalArgumentException(
          "an ATT&CK technique is T and four digits, with .nnn for a sub-technique, was '"
              + id
              + "'");
    }
  }

  /** The technique, without its sub-technique. */
  public String techniqueId() {
    return id.substring(0, 5);
  }
}
