package io.ringwall.engine.plugins;

/** Why one plugin is not in service. Never leaves this package. */
final class PluginTrouble extends Exception {
  private static final long serialVersionUID = 1;

  private final PluginStatus.State state;
  private final boolean unfinished;

  private PluginTrouble(PluginStatus.State state, boolean unfinished, String reason) {
    super(reason);
    this.state = state;
    this.unfinished = unfinished;
  }

  static PluginTrouble refused(String reason) {
    return new PluginTrouble(PluginStatus.State.REFUSED, false, reason);
  }

  /** It is no whole JAR, which it may become while somebody is still copying it. */
  static PluginTrouble unfinished(String reason) {
    return new PluginTrouble(PluginStatus.State.REFUSED, true, reason);
  }

  static PluginTrouble failed(String reason) {
    return new PluginTrouble(PluginStatus.State.FAILED, false, reason);
  }

  static PluginTrouble hung(String reason) {
    return new PluginTrouble(PluginStatus.State.HUNG, false, reason);
  }

  PluginStatus.State state() {
    return state;
  }

  boolean unfinished() {
    return unfinished;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
