package io.ringwall.sdk.plugin;

/** Type of an attribute of a vendor's own event. */
public enum AttributeType {
  /** Text. */
  TEXT,
  /** A whole number of 64 bits. */
  NUMBER,
  /** A floating-point number. */
  DECIMAL,
  /** True or false. */
  FLAG
}
