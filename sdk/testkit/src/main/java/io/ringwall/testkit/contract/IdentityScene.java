package io.ringwall.testkit.contract;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A little world of containers that a live provider watches, made for one test. */
public interface IdentityScene extends AutoCloseable {
  /** The section of configuration, in YAML, that makes the provider watch it. */
  String configuration();

  /**
   * Starts a container.
   *
   * @param number counts from 0
   * @return its id, as the provider tells it; null from a provider that knows of no containers
   */
  @Nullable String start(int number) throws Exception;

  /** Clears it away; default nothing. */
  @Override
  default void close() throws IOException {}
}
