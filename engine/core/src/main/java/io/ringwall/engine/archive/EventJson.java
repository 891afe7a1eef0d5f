package io.ringwall.engine.archive;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.findings.SdkJson;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.Reasons;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as JSON Lines, with all that the engine said of them (edge, settled, unproductive,
 * workloads): what {@code replay --write-events} writes and a rule set's {@code tests/} read.
 *
 * <p>The first member, {@code event}, is the kind; the others are named after the SDK's accessors.
 * What is absent, empty, zero, false or UNKNOWN is left out, and is so when it is read. Safe for
 * any thread.
 */
public final class EventJson {
  private final JsonFactory factory =
      JsonFactory.builder()
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();
  private final JsonMapper mapper = new JsonMapper(factory);

  /** One line, without line end. */
  public String write(Event event) {
    StringWriter line = new StringWriter(1_024);
    write(event, line);
    return line.toString();
  }

  /** Writes one line, without line end; neither flushes nor closes. */
  public void write(Event event, Writer out) {
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      SdkJson.writeEvent(json, event);
    }
  }

  /**
   * Reads one line.
   *
   * @throws RingwallException of category INPUT that names the member and says what is wrong
   */
  public Event read(String line) {
    try {
      return SdkJson.readEvent(mapper.readTree(line));
    } catch (JacksonException e) {
      throw new RingwallException(
          RingwallException.Category.INPUT, "no JSON object: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads a file of events; empty lines and lines that begin with {@code #} are passed over.
   *
   * @throws RingwallException of category INPUT with file and line, for the first line that is
   *     wrong
   */
  public List<Event> readAll(Path file) {
    List<Event> events = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          events.add(read(line, file + ":" + number));
        }
      }
    } catch (IOException e) {
      throw new RingwallException(
          RingwallException.Category.RESOURCE, file + " cannot be read: " + Reasons.of(e), e);
    }
    return events;
  }

  private Event read(String line, String where) {
    try {
      return read(line);
    } catch (RingwallException e) {
      throw new RingwallException(RingwallException.Category.INPUT, where + ": " + e.sentence(), e);
    }
  }
}
