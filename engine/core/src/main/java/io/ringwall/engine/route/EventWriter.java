package io.ringwall.engine.route;

import io.ringwall.engine.archive.EventJson;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.Reasons;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes each event as it was judged, in order, to the file that the user asked for. */
final class EventWriter implements AutoCloseable {
  private final EventJson json = new EventJson();
  private final @Nullable Path file;
  private final @Nullable Writer out;

  private EventWriter(@Nullable Path file, @Nullable Writer out) {
    this.file = file;
    this.out = out;
  }

  static EventWriter to(@Nullable Path file) {
    try {
      return new EventWriter(file, file == null ? null : writer(file));
    } catch (IOException e) {
      throw trouble(file, e);
    }
  }

  /** What a log says may hold half a character, which no UTF-8 has. */
  private static Writer writer(Path file) throws IOException {
    CharsetEncoder encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8));
    return new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), encoder));
  }

  void write(Event event) {
    if (out == null) {
      return;
    }
    try {
      json.write(event, out);
      out.write('\n');
    } catch (IOException e) {
      throw trouble(file, e);
    } catch (RuntimeException e) {
      throw e.getCause() instanceof IOException cause ? trouble(file, cause) : e;
    }
  }

  private static RingwallException trouble(@Nullable Path file, IOException e) {
    return new RingwallException(
        Category.RESOURCE, "events cannot be written to " + file + ": " + Reasons.of(e), e);
  }

  @Override
  public void close() {
    if (out == null) {
      return;
    }
    try {
      out.close();
    } catch (IOException e) {
      throw trouble(file, e);
    }
  }
}
