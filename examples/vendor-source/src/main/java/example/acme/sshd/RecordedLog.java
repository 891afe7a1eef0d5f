package example.acme.sshd;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** One log, from its beginning to its end. */
final class RecordedLog implements CaptureSource {
  private final Path file;
  private final SourceContext context;
  private final Origin origin;
  private volatile boolean closed;

  private RecordedLog(Path file, SourceContext context, Origin origin) {
    this.file = file;
    this.context = context;
    this.origin = origin;
  }

  static RecordedLog open(Path file, SourceContext context) throws PluginException {
    try {
      return new RecordedLog(file, context, context.origin(epoch(file)));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static PluginException unreadable(Path file, IOException cause) {
    return new PluginException(
        PluginException.Category.INPUT, "log " + file + " cannot be read: " + cause, cause);
  }

  /** Checksum and length: the same content gives the same events, wherever the file lies. */
  private static String epoch(Path file) throws IOException {
    try (var in = new CheckedInputStream(Files.newInputStream(file), new CRC32C())) {
      long length = in.transferTo(OutputStream.nullOutputStream());
      return "%08x-%d".formatted(in.getChecksum().getValue(), length);
    }
  }

  @Override
  public Timing timing() {
    return Timing.recorded();
  }

  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      long total = Files.size(file);
      var lines = new LogLines(0, context.diagnostics());
      Instant latest = Instant.MIN;
      byte[] chunk = new byte[65_536];
      for (int length = in.read(chunk); length > 0 && !closed; length = in.read(chunk)) {
        lines.add(chunk, length);
        latest = emit(lines, sink, latest);
        context.diagnostics().progress(lines.position(), total);
      }
      lines.end();
      emit(lines, sink, latest);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** What a log says is in order of time, but for a clock that was set back. */
  private Instant emit(LogLines lines, EventSink sink, Instant before) throws InterruptedException {
    Instant latest = before;
    for (LogLines.Line line = lines.next(); line != null && !closed; line = lines.next()) {
      CustomEvent login =
          LoginLine.read(line.text(), origin, line.position(), context.diagnostics());
      if (login == null) {
        continue;
      }
      if (login.time().isBefore(latest)) {
        context.diagnostics().malformed("clock-set-back", 1);
        continue;
      }
      sink.emit(login);
      latest = login.time();
      sink.complete(latest);
    }
    return latest;
  }

  @Override
  public void close() {
    closed = true;
  }
}
