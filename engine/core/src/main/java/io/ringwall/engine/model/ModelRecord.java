package io.ringwall.engine.model;

/**
 * One change of the model in the form that the ledger keeps: the whole of what is known of one edge
 * or class, or that the model was graduated. Restoring any of them twice changes nothing.
 *
 * @param kind {@code model-edge}, {@code model-class} or {@code model-graduated}
 * @param version version of this kind's form
 * @param json the record as JSON
 */
public record ModelRecord(String kind, int version, String json) {
  /** Kind of an edge's record. */
  public static final String EDGE = "model-edge";

  /** Kind of a class's record. */
  public static final String CLASS = "model-class";

  /** Kind of the record that says that learning has ended once. */
  public static final String GRADUATED = "model-graduated";

  /** The version that is written. */
  public static final int VERSION = 1;
}
