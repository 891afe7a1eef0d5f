package io.ringwall.plugin.falco;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Follows Falco's log as it grows. It begins at the end, or where the engine or a predecessor came
 * to; a log that was moved away is read to its end before the new one of its name, one that was cut
 * is read from its beginning.
 */
final class FollowedLog implements CaptureSource {
  /** Falco writes a line once it has it; events of several CPUs come a little out of order. */
  private static final Duration LATENESS = Duration.ofSeconds(1);

  private static final long PAUSE_MILLIS = 50;

  /** Logs beside the one that is followed, which were read, or were there before. */
  private static final int LOGS_MAX = 10_000;

  private final Path file;
  private final SourceContext context;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Position reached;
  private final Bounded<String, Boolean> read = new Bounded<>(LOGS_MAX);
  private boolean begun;

  /** Where in which log. */
  private record Position(String epoch, long offset) {
    byte[] bytes() {
      return (epoch + " " + offset).getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable Position of(byte @Nullable [] bytes) {
      String[] parts =
          bytes == null ? new String[0] : new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
      return parts.length == 2 && parts[1].matches("[0-9]{1,18}")
          ? new Position(parts[0], Long.parseLong(parts[1]))
          : null;
    }
  }

  FollowedLog(Path file, SourceContext context) {
    this.file = file;
    this.context = context;
    this.reached = Position.of(context.handedOver());
  }

  @Override
  public Timing timing() {
    return Timing.live(LATENESS);
  }

  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    try {
      readMovedAway(true, sink);
      while (isOpen()) {
        if (!follow(sink)) {
          pause();
        }
      }
    } catch (IOException e) {
      throw new PluginException(
          Category.RESOURCE, "the log " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause() throws InterruptedException {
    closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Logs that were moved away are read to their end: at the start from where they were left, and
   * while it follows also those that came and went between two looks.
   *
   * @param atStart does nothing of logs that were never read yet
   */
  private void readMovedAway(boolean atStart, EventSink sink)
      throws IOException, InterruptedException {
    for (Path moved : siblings()) {
      try (FileChannel channel = FileChannel.open(moved, StandardOpenOption.READ)) {
        Optional<String> epoch = LogIdentity.of(channel);
        if (epoch.isEmpty() || read.containsKey(epoch.get()) || !LogIdentity.isText(channel)) {
          continue;
        }
        OptionalLong from = known(epoch.get());
        read.put(epoch.get(), true);
        if (from.isPresent() || !atStart) {
          begun = true;
          var alerts = new Alerts(channel, epoch.get(), from.orElse(0));
          while (isOpen() && alerts.take(sink)) {}
        }
      } catch (NoSuchFileException e) {
        context.diagnostics().remark(moved + " went away before it was read to its end");
      }
    }
  }

  /** Files beside the log whose names begin with its name, the youngest last. */
  private List<Path> siblings() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    String name = String.valueOf(file.getFileName());
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(path -> String.valueOf(path.getFileName()).startsWith(name))
          .filter(path -> !path.equals(file.toAbsolutePath()) && Files.isRegularFile(path))
          .forEach(all::add);
    }
    all.sort((one, other) -> Long.compare(modified(one), modified(other)));
    return all;
  }

  private static long modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  /** How far this log was read before, by a predecessor or by the engine before it was stopped. */
  private OptionalLong known(String epoch) {
    Position position = reached;
    return position != null && position.epoch().equals(epoch)
        ? OptionalLong.of(position.offset())
        : context.resumeFrom(epoch);
  }

  /** Reads the log under its name until it is another; false when there is none yet. */
  private boolean follow(EventSink sink) throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Optional<String> epoch = LogIdentity.of(channel);
      if (epoch.isEmpty()) {
        begun = true;
        return false;
      }
      Object key = key();
      var alerts = new Alerts(channel, epoch.get(), start(epoch.get(), channel));
      read.put(epoch.get(), true);
      if (begun) {
        readMovedAway(false, sink);
      }
      begun = true;
      while (isOpen()) {
        if (alerts.take(sink)) {
          continue;
        }
        if (alerts.isCut()) {
          return true;
        }
        if (key == null || !key.equals(key())) {
          while (isOpen() && alerts.take(sink)) {}
          return true;
        }
        pause();
      }
      return true;
    } catch (NoSuchFileException e) {
      begun = true;
      return false;
    }
  }

  private @Nullable Object key() throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return "none";
    }
  }

  /** Logs that appear while it follows are read from their beginning. */
  private long start(String epoch, FileChannel channel) throws IOException {
    OptionalLong from = known(epoch);
    if (from.isPresent()) {
      return Math.min(from.getAsLong(), channel.size());
    }
    long first = begun ? 0 : lastLineEnd(channel);
    context.beginsAt(epoch, first);
    return first;
  }

  private static long lastLineEnd(FileChannel channel) throws IOException {
    long offset = 0;
    var tail = new Tail(channel, Math.max(0, channel.size() - Lines.LIMIT));
    while (tail.next()) {
      offset = tail.nextOffset();
    }
    return offset;
  }

  /** The lines of one log, as events. */
  private final class Alerts {
    private final String epoch;
    private final Tail tail;
    private final FileChannel channel;
    private final AlertReader reader;

    Alerts(FileChannel channel, String epoch, long offset) {
      this.channel = channel;
      this.epoch = epoch;
      this.tail = new Tail(channel, offset);
      this.reader = new AlertReader(context.origin(epoch));
    }

    /** Takes the next line; false when there is none yet. */
    boolean take(EventSink sink) throws IOException, InterruptedException {
      if (!tail.next()) {
        return false;
      }
      if (!tail.blank()) {
        context.diagnostics().count("lines", 1);
        emit(sink);
      }
      reached = new Position(epoch, tail.nextOffset());
      return true;
    }

    private void emit(EventSink sink) throws InterruptedException {
      if (tail.tooLong()) {
        context.diagnostics().malformed("line-too-long", 1);
        return;
      }
      Event event;
      try {
        event = reader.read(Json.read(tail.bytes(), 0, tail.length()), tail.offset());
      } catch (JacksonException e) {
        context.diagnostics().malformed("not-json", 1);
        return;
      } catch (AlertException e) {
        context.diagnostics().malformed("no-falco-alert", 1);
        return;
      }
      sink.emit(event);
    }

    /** Was the log cut, so that what is at its beginning is new. */
    boolean isCut() throws IOException {
      return channel.size() < tail.nextOffset()
          || !LogIdentity.of(channel).equals(Optional.of(epoch));
    }
  }

  @Override
  public byte @Nullable [] handOver() {
    Position position = reached;
    return position == null ? null : position.bytes();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
