package io.ringwall.testkit.contract;

import java.io.IOException;

/** A little world that a live source watches, made for one test and closed after it. */
public interface LiveScene extends AutoCloseable {
  /** The section of configuration, in YAML, that makes the source watch it. */
  String configuration();

  /**
   * Makes something happen of which the source emits one event or more.
   *
   * @param number counts from 0, and differs from call to call
   */
  void happen(int number) throws Exception;

  /**
   * Gives the source bad input; default none, and then that is not tested. What happens afterwards
   * has to be seen all the same.
   *
   * @return true when something was done
   */
  default boolean spoil() throws Exception {
    return false;
  }

  /** Clears it away; default nothing. */
  @Override
  default void close() throws IOException {}
}
