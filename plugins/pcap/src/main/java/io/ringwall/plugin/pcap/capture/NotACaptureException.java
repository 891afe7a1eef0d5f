package io.ringwall.plugin.pcap.capture;

import java.io.IOException;

/** A file that is neither pcap nor pcapng. */
public final class NotACaptureException extends IOException {
  private static final long serialVersionUID = 1;

  private final String sentence;

  NotACaptureException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** What was expected and found, for the user. */
  public String sentence() {
    return sentence;
  }
}
