package io.ringwall.server;

/** A request that cannot be understood; the message is a sentence for the user. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadRequest(String sentence) {
    super(sentence);
  }
}
