package io.ringwall.testkit.contract;

import java.io.IOException;

/** A backend that an actuator drives, made for one test and closed after it. */
public interface ActuatorScene extends AutoCloseable {
  /** The section of configuration, in YAML, that makes the actuator drive it. */
  String configuration();

  /**
   * Everything that the backend enforces now, as a text that differs when anything of it differs;
   * read from the backend itself, not through the actuator.
   */
  String enforced() throws Exception;

  /**
   * Makes the backend refuse what it is asked, until {@link #mend}; default not possible, and then
   * what happens on failure is not tested.
   *
   * @return true when it now refuses
   */
  default boolean obstruct() throws Exception {
    return false;
  }

  /** Ends what {@link #obstruct} began. */
  default void mend() throws Exception {}

  /** Clears it away; default nothing. */
  @Override
  default void close() throws IOException {}
}
