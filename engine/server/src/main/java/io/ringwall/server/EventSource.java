package io.ringwall.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events to one client ({@code text/event-stream}). */
final class EventSource {
  static final String MEDIA_TYPE = "text/event-stream";

  private final OutputStream out;

  EventSource(OutputStream out) {
    this.out = out;
  }

  /**
   * Sends one; waits while the client takes nothing.
   *
   * @param id what the client names to go on after this one, or null
   * @param data one line
   */
  void send(String event, @Nullable String id, String data) throws IOException {
    String head = "event: " + event + "\n" + (id == null ? "" : "id: " + id + "\n");
    out.write((head + "data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Events were left out, because the client did not take them in time. */
  void left(long count) throws IOException {
    if (count > 0) {
      send("left-out", null, "{\"count\":" + count + "}");
    }
  }

  /** Says that there is nothing to say; fails when the client has gone. */
  void alive() throws IOException {
    out.write(": \n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  void flush() throws IOException {
    out.flush();
  }
}
