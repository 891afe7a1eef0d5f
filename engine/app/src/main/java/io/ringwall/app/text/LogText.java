package io.ringwall.app.text;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A line for an operator, as text or as JSON. */
public final class LogText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final JsonFactory JSON = new JsonFactory();

  private LogText() {}

  /** {@code 2026-05-04T03:02:01.000Z WARN rules: …}, with nothing in it that steers a terminal. */
  public static String line(Instant time, String level, String about, String sentence) {
    return TIME.format(time)
        + " "
        + String.format(Locale.ROOT, "%-5s", level)
        + " "
        + Words.visible(about + ": " + sentence);
  }

  /** The same as an object of {@code time}, {@code level}, {@code about}, {@code message}. */
  public static String json(Instant time, String level, String about, String sentence) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("time", TIME.format(time));
      json.writeStringProperty("level", level.toLowerCase(Locale.ROOT));
      json.writeStringProperty("about", about);
      json.writeStringProperty("message", sentence);
      json.writeEndObject();
    }
    return text.toString();
  }
}
