package io.ringwall.testkit.contract;

import java.io.IOException;
import java.util.List;

/** A place where a sink writes, made for one test and closed after it. */
public interface SinkScene extends AutoCloseable {
  /** The section of configuration, in YAML, that makes the sink write there. */
  String configuration();

  /**
   * What stands there now, read from the place itself while the sink may still be open: of each
   * entry, oldest first, the finding's id, a blank, and its revision, such as {@code f-1 2}.
   */
  List<String> written() throws Exception;

  /** Clears the place away; default nothing. */
  @Override
  default void close() throws IOException {}
}
