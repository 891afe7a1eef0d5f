package io.ringwall.engine.plugins;

import java.time.InstantSource;

/**
 * What the parts of one plugin work with.
 *
 * @param plugin its name
 * @param loader its class loader
 * @param stations the engine
 * @param crew makes threads
 * @param clock tells when the next try is
 * @param pace how long to wait for what
 * @param stirred called when a part has changed; never blocks
 */
record Surroundings(
    String plugin,
    ClassLoader loader,
    Stations stations,
    Crew crew,
    InstantSource clock,
    Pace pace,
    Runnable stirred) {
  void remark(String sentence) {
    stations.remark(plugin, "plugin '" + plugin + "': " + sentence);
  }
}
