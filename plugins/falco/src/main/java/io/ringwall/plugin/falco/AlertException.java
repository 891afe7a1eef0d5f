package io.ringwall.plugin.falco;

/** A line that is JSON and no alert of Falco's; the message says what is wrong with it. */
final class AlertException extends Exception {
  private static final long serialVersionUID = 1;

  AlertException(String message) {
    super(message);
  }
}
