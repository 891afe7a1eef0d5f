package io.ringwall.plugin.docker;

import java.time.InstantSource;

/** A recorder with a clock that goes. */
final class Live extends Recorder {
  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }
}
