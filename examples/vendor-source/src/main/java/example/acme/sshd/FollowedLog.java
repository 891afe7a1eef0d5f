package example.acme.sshd;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A log that grows. It begins at the log's end; after a restart where the engine says, after a swap
 * of the plugin where its predecessor stood. A file that was replaced (rotation) or cut off is read
 * from its beginning.
 */
final class FollowedLog implements CaptureSource {
  private static final Duration LATENESS = Duration.ofSeconds(2);

  private final FollowedLogSettings settings;
  private final SourceContext context;
  private final CountDownLatch closed = new CountDownLatch(1);
  private String epoch;
  private LogLines lines;
  private long reached;

  private FollowedLog(
      FollowedLogSettings settings, SourceContext context, String epoch, long position) {
    this.settings = settings;
    this.context = context;
    this.epoch = epoch;
    this.lines = new LogLines(position, context.diagnostics());
    this.reached = position;
  }

  static FollowedLog open(FollowedLogSettings settings, SourceContext context)
      throws PluginException {
    Path path = settings.path();
    try {
      String epoch = identity(path);
      return new FollowedLog(settings, context, epoch, start(path, epoch, context));
    } catch (IOException e) {
      throw new PluginException(
          PluginException.Category.RESOURCE,
          "log " + path + " cannot be read: " + e + "; name sshd's log by 'path'",
          e);
    }
  }

  private static long start(Path path, String epoch, SourceContext context) throws IOException {
    byte[] state = context.handedOver();
    if (state != null) {
      String[] parts = new String(state, StandardCharsets.UTF_8).split(" ", 2);
      return parts[1].equals(epoch) ? Long.parseLong(parts[0]) : 0;
    }
    OptionalLong resumed = context.resumeFrom(epoch);
    return resumed.isPresent() ? lineAt(path, resumed.getAsLong()) : Files.size(path);
  }

  /** The engine names a position behind the last event; the next line begins at or after it. */
  private static long lineAt(Path path, long position) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      long at = Math.min(position, file.length());
      if (at == 0) {
        return 0;
      }
      file.seek(at - 1);
      for (int value = file.read(); value >= 0 && value != '\n'; value = file.read()) {
        at++;
      }
      return Math.min(at, file.length());
    }
  }

  /** Which file this is, whatever its name: it survives a restart, and tells a rotated one. */
  private static String identity(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return "file" + String.valueOf(key).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
  }

  @Override
  public Timing timing() {
    return Timing.live(LATENESS);
  }

  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    try (var first = new RandomAccessFile(settings.path().toFile(), "r")) {
      RandomAccessFile file = first;
      while (!closed.await(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
        read(file, sink);
        file = successor(file);
      }
    } catch (IOException e) {
      throw new PluginException(
          PluginException.Category.RESOURCE,
          "log " + settings.path() + " cannot be read any more: " + e,
          e);
    }
  }

  private void read(RandomAccessFile file, EventSink sink)
      throws IOException, InterruptedException {
    Origin origin = context.origin(epoch);
    byte[] chunk = new byte[65_536];
    file.seek(lines.position());
    for (int length = file.read(chunk); length > 0; length = file.read(chunk)) {
      lines.add(chunk, length);
      for (LogLines.Line line = lines.next(); line != null; line = lines.next()) {
        if (closed.getCount() == 0) {
          return;
        }
        CustomEvent login =
            LoginLine.read(line.text(), origin, line.position(), context.diagnostics());
        if (login != null) {
          sink.emit(login);
        }
        reached = line.end();
      }
    }
  }

  /** The file to go on with: another one when the log was rotated or cut off. */
  private RandomAccessFile successor(RandomAccessFile file) throws IOException {
    try {
      String now = identity(settings.path());
      boolean cut = file.length() < lines.position();
      if (epoch.startsWith(now) && !cut) {
        return file;
      }
      var next = new RandomAccessFile(settings.path().toFile(), "r");
      file.close();
      // A file that was cut off counts its positions anew.
      epoch = cut ? now + "-" + context.clock().millis() : now;
      lines = new LogLines(0, context.diagnostics());
      reached = 0;
      return next;
    } catch (FileNotFoundException | NoSuchFileException e) {
      // Between the steps of a rotation: what is open is still followed.
      return file;
    }
  }

  @Override
  public byte[] handOver() {
    return (reached + " " + epoch).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
