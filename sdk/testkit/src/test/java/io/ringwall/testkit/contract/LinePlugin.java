package io.ringwall.testkit.contract;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.AttributeType;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CustomEventType;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.RecordingFactory;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Reads lines such as {@code line 7}; keeps the contract, but for one flaw. */
abstract class LinePlugin implements Plugin {
  /** What it does wrong. */
  enum Flaw {
    NONE,
    REPEATS_POSITIONS,
    HIDES_AN_ATTRIBUTE,
    INVENTS_ITS_HOST,
    LIES_ABOUT_TIME,
    SAYS_NOTHING_OF_TIME,
    OFFERS,
    IGNORES_CLOSE,
    SWALLOWS_INTERRUPTS,
    FAILS_OF_INTERRUPTS,
    LEAVES_A_THREAD,
    DIFFERS,
    FAILS_OF_BAD_INPUT,
    COUNTS_NOTHING,
    IGNORES_A_MISSING_FILE
  }

  public record Settings() {}

  private final Flaw flaw;

  LinePlugin(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public String name() {
    return "lines";
  }

  @Override
  public List<RecordingFactory<?>> recordings() {
    return List.of(new Lines());
  }

  @Override
  public List<CustomEventType> customEvents() {
    return List.of(
        new CustomEventType(
            "acme.line",
            flaw == Flaw.HIDES_AN_ATTRIBUTE ? Map.of() : Map.of("n", AttributeType.NUMBER)));
  }

  private final class Lines implements RecordingFactory<Settings> {
    @Override
    public String name() {
      return "lines";
    }

    @Override
    public Class<Settings> configuration() {
      return Settings.class;
    }

    @Override
    public Settings defaults() {
      return new Settings();
    }

    @Override
    public boolean recognises(byte[] head) {
      return new String(head, StandardCharsets.ISO_8859_1).startsWith("line");
    }

    @Override
    public List<CaptureSource> open(Settings settings, List<Path> files, SourceContext context)
        throws PluginException {
      if (flaw == Flaw.IGNORES_A_MISSING_FILE && !Files.exists(files.getFirst())) {
        return List.of();
      }
      try {
        byte[] content = Files.readAllBytes(files.getFirst());
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return List.of(new Source(text.lines().toList(), context));
      } catch (IOException e) {
        throw new PluginException(
            PluginException.Category.INPUT, "file " + files.getFirst() + " is not there", e);
      }
    }
  }

  private final class Source implements CaptureSource {
    private final List<String> lines;
    private final SourceContext context;
    private volatile boolean closed;

    Source(List<String> lines, SourceContext context) {
      this.lines = lines;
      this.context = context;
    }

    @Override
    public Timing timing() {
      return Timing.recorded();
    }

    @Override
    public void run(EventSink sink) throws InterruptedException {
      if (flaw == Flaw.LEAVES_A_THREAD) {
        Thread.ofPlatform().daemon().name("left").start(LockSupport::park);
      }
      try {
        for (int i = 0; i < lines.size() && !closed; i++) {
          line(lines.get(i), i, sink);
          if (flaw == Flaw.FAILS_OF_INTERRUPTS && Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("the lines cannot be read");
          }
        }
      } catch (InterruptedException e) {
        if (flaw != Flaw.SWALLOWS_INTERRUPTS) {
          throw e;
        }
        linger();
      }
      if (closed && flaw == Flaw.IGNORES_CLOSE) {
        linger();
      }
    }

    private void linger() {
      long end = System.nanoTime() + 2 * Deadlines.CLOSE.toNanos();
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }

    private void line(String line, int number, EventSink sink) throws InterruptedException {
      if (!line.matches("line \\d{1,9}")) {
        if (flaw == Flaw.FAILS_OF_BAD_INPUT) {
          throw new IllegalStateException("what is '" + line + "'?");
        }
        if (flaw != Flaw.COUNTS_NOTHING) {
          context.diagnostics().malformed("no-line", 1);
        }
        return;
      }
      Origin origin =
          flaw == Flaw.INVENTS_ITS_HOST
              ? new Origin("elsewhere", "lines", "e")
              : context.origin("e");
      Instant time = Instant.EPOCH.plusSeconds(number);
      CustomEvent event =
          CustomEvent.builder(origin, flaw == Flaw.REPEATS_POSITIONS ? number / 2 : number, time)
              .type("acme.line")
              .attributes(Map.of("n", flaw == Flaw.DIFFERS ? System.nanoTime() : (long) number))
              .build();
      if (flaw == Flaw.OFFERS) {
        sink.offer(event);
      } else {
        sink.emit(event);
      }
      if (flaw != Flaw.SAYS_NOTHING_OF_TIME) {
        sink.complete(flaw == Flaw.LIES_ABOUT_TIME ? time.plusSeconds(5) : time);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
