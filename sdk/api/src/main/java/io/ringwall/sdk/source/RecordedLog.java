package io.ringwall.sdk.source;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log from its beginning to its end, for a replay. What is no line of its kind is counted, told
 * of with its number, and passed over. Counters: {@code lines}, {@code line-too-long}, and the
 * reasons of {@link BadLine}.
 */
public final class RecordedLog implements CaptureSource {
  private final Path file;
  private final SourceContext context;
  private final Duration disorder;
  private final LineParser parser;
  private volatile boolean closed;
  private Instant latest = Instant.MIN;

  private RecordedLog(Path file, SourceContext context, Duration disorder, LineParser parser) {
    this.file = file;
    this.context = context;
    this.disorder = disorder;
    this.parser = parser;
  }

  /**
   * Sources for these files, one each; of files with the same content one, and a remark. Their
   * epochs are {@link Epochs#ofContent}.
   *
   * @param disorder how much earlier than lines before it a line's event may be, not negative
   * @throws PluginException of category INPUT when one of them cannot be read
   */
  public static List<CaptureSource> open(
      List<Path> files, SourceContext context, Duration disorder, LogFormat format)
      throws PluginException {
    List<CaptureSource> logs = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Path file : files) {
      String epoch = Epochs.ofContent(file);
      if (seen.add(epoch)) {
        LineParser parser = format.parser(context.origin(epoch));
        logs.add(new RecordedLog(file, context, disorder, parser));
      } else {
        context.diagnostics().remark(file + " has the content of another log; it is read once");
      }
    }
    return logs;
  }

  @Override
  public Timing timing() {
    return Timing.recorded();
  }

  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    try (LogLines lines = LogLines.of(file)) {
      long total = Files.size(file);
      while (!closed && lines.nextOrRest()) {
        if (!lines.isBlank()) {
          line(lines, sink);
        }
        context.diagnostics().progress(lines.nextOffset(), total);
      }
    } catch (ClosedByInterruptException e) {
      throw Interruptions.of(e);
    } catch (IOException e) {
      throw Epochs.unreadable(file, e);
    }
  }

  private void line(LogLines lines, EventSink sink) throws InterruptedException {
    context.diagnostics().count("lines", 1);
    Event event;
    try {
      event = parsed(lines, parser);
    } catch (BadLine e) {
      context.diagnostics().malformed(e.reason(), 1);
      context.diagnostics().remark("%s, line %d %s".formatted(file, lines.number(), e.sentence()));
      return;
    }
    if (event == null) {
      return;
    }
    sink.emit(event);
    if (event.time().isAfter(latest)) {
      latest = event.time();
      sink.complete(latest.minus(disorder));
    }
  }

  /** What the parser makes of a line, if it is short enough to be given to it. */
  static @Nullable Event parsed(LogLines lines, LineParser parser) throws BadLine {
    if (lines.isTooLong()) {
      throw new BadLine("line-too-long", "is longer than " + LogLines.LONGEST + " bytes");
    }
    return parser.parse(lines);
  }

  @Override
  public void close() {
    closed = true;
  }
}
