package io.ringwall.engine.plugins;

/** Why one plugin is not loaded. Never leaves this package. */
final class PluginTrouble extends Exception {
  private static final long serialVersionUID = 1;

  private final PluginStatus.State state;

  PluginTrouble(PluginStatus.State state, String reason) {
    super(reason);
    this.state = state;
  }

  static PluginTrouble refused(String reason) {
    return new PluginTrouble(PluginStatus.State.REFUSED, reason);
  }

  static PluginTrouble failed(String reason) {
    return new PluginTrouble(PluginStatus.State.FAILED, reason);
  }

  PluginStatus.State state() {
    return state;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
