package io.ringwall.engine.plugins;

/** A sink or an actuator that the engine has put to work. */
public interface Engagement extends AutoCloseable {
  /**
   * Ends it: waits until the call under way has returned, makes durable what a sink has accepted
   * ({@link InstalledSink#flush}), and calls the plugin no more. The service closes the sink or
   * actuator itself afterwards. Called once. May block as long as the plugin does: the service
   * interrupts it after 5 s, upon which it returns without the flush; what was not flushed is given
   * to the successor again.
   */
  @Override
  void close();
}
