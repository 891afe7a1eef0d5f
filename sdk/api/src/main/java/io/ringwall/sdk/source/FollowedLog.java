package io.ringwall.sdk.source;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.Reasons;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log that grows. It begins at the end, or where the engine or a predecessor came to; a log that
 * was moved away is read to its end before the new one of its name, also while the engine stood
 * still, as long as it lies beside it under a name that begins with the log's and is not
 * compressed; one that was cut is read from its beginning. A log that does not exist yet is waited
 * for.
 *
 * <p>The epoch is {@link Epochs#ofBeginning}, so logs must differ in their first lines, as lines
 * with a time do. Counters: {@code lines}, {@code line-too-long}, and the reasons of {@link
 * BadLine}.
 */
public final class FollowedLog implements CaptureSource {
  /** Logs beside the one that is followed, which were read, or were there before. */
  private static final int LOGS_MAX = 10_000;

  private final Path file;
  private final SourceContext context;
  private final Duration lateness;
  private final Duration interval;
  private final LogFormat format;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable LogPosition reached;
  private final Map<String, Boolean> read = Bounded.map(LOGS_MAX);
  private boolean begun;

  /**
   * A log that grows. Its place at the end of a log that was never read is taken here, so a line
   * that is written from now on is read by {@link #run}.
   *
   * @param file the log, under the name that it is written under; need not exist
   * @param lateness how much later than it happened an event may be written, not negative
   * @param interval how often the file is looked at for more; at the least a millisecond
   */
  public FollowedLog(
      Path file, SourceContext context, Duration lateness, Duration interval, LogFormat format) {
    this.file = file;
    this.context = context;
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("interval must be at least 1 ms, was " + interval);
    }
    this.lateness = lateness;
    this.interval = interval;
    this.format = format;
    this.reached = LogPosition.of(context.handedOver());
    if (reached == null) {
      takePlace();
    }
  }

  /** Where nothing of the log or of those before it was ever read, it begins at the end of now. */
  private void takePlace() {
    try {
      for (Path moved : MovedLogs.of(file)) {
        if (isKnown(moved)) {
          return;
        }
      }
      if (!isKnown(file)) {
        beginAtEnd();
      }
    } catch (IOException e) {
      // The log cannot be read now: run() tries again, and tells.
      return;
    }
  }

  private boolean isKnown(Path log) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      Optional<String> epoch = Epochs.ofBeginning(channel);
      return epoch.isPresent() && context.resumeFrom(epoch.get()).isPresent();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void beginAtEnd() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Optional<String> epoch = Epochs.ofBeginning(channel);
      if (epoch.isPresent()) {
        long end = lastLineEnd(channel);
        context.beginsAt(epoch.get(), end);
        reached = new LogPosition(epoch.get(), end);
      }
      begun = true;
    } catch (NoSuchFileException e) {
      begun = true;
    }
  }

  @Override
  public Timing timing() {
    return Timing.live(lateness);
  }

  /**
   * Reads until it is closed.
   *
   * @throws PluginException of category RESOURCE when the log cannot be read any more
   */
  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    try {
      readMovedAway(true, sink);
      while (isOpen()) {
        if (!follow(sink)) {
          pause();
        }
      }
    } catch (ClosedByInterruptException e) {
      throw Interruptions.of(e);
    } catch (IOException e) {
      throw new PluginException(
          Category.RESOURCE, "the log " + file + " cannot be read: " + Reasons.of(e), e);
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause() throws InterruptedException {
    closed.await(interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Logs that were moved away are read to their end: at the start from where they were left, and
   * while it follows also those that came and went between two looks.
   *
   * @param atStart does nothing of logs that were never read yet
   */
  private void readMovedAway(boolean atStart, EventSink sink)
      throws IOException, InterruptedException {
    for (Path moved : MovedLogs.of(file)) {
      try (FileChannel channel = FileChannel.open(moved, StandardOpenOption.READ)) {
        Optional<String> epoch = Epochs.ofBeginning(channel);
        if (epoch.isEmpty() || read.containsKey(epoch.get()) || !MovedLogs.isText(channel)) {
          continue;
        }
        OptionalLong from = known(epoch.get());
        read.put(epoch.get(), true);
        if (from.isPresent() || !atStart) {
          begun = true;
          var part = new Part(channel, epoch.get(), lineAt(channel, from.orElse(0)));
          while (isOpen() && part.take(sink)) {}
        }
      } catch (NoSuchFileException e) {
        context.diagnostics().remark(moved + " went away before it was read to its end");
      }
    }
  }

  /** How far this log was read before, by a predecessor or by the engine before it was stopped. */
  private OptionalLong known(String epoch) {
    LogPosition position = reached;
    return position != null && position.epoch().equals(epoch)
        ? OptionalLong.of(position.offset())
        : context.resumeFrom(epoch);
  }

  /** Reads the log under its name until it is another; false when there is none yet. */
  private boolean follow(EventSink sink) throws IOException, InterruptedException {
    Object key = key();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Optional<String> epoch = Epochs.ofBeginning(channel);
      if (epoch.isEmpty()) {
        begun = true;
        return false;
      }
      if (!Objects.equals(key, key())) {
        // Another took its name meanwhile: which of the two was opened is not known.
        return true;
      }
      var part = new Part(channel, epoch.get(), start(epoch.get(), channel));
      read.put(epoch.get(), true);
      if (begun) {
        readMovedAway(false, sink);
      }
      begun = true;
      while (isOpen()) {
        if (part.take(sink)) {
          continue;
        }
        if (part.isCut()) {
          return true;
        }
        if (key == null || !key.equals(key())) {
          while (isOpen() && part.take(sink)) {}
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
      return lineAt(channel, from.getAsLong());
    }
    long first = begun ? 0 : lastLineEnd(channel);
    context.beginsAt(epoch, first);
    return first;
  }

  /** Where the line begins that is at this position, or behind it when it is inside one. */
  private static long lineAt(FileChannel channel, long position) throws IOException {
    if (position == 0) {
      return 0;
    }
    if (position >= channel.size()) {
      return channel.size();
    }
    var lines = new LogLines(channel, position - 1);
    return lines.next() ? lines.nextOffset() : position;
  }

  private static long lastLineEnd(FileChannel channel) throws IOException {
    long offset = 0;
    var lines = new LogLines(channel, Math.max(0, channel.size() - LogLines.LONGEST));
    while (lines.next()) {
      offset = lines.nextOffset();
    }
    return offset;
  }

  /** One log, until it is cut or moved away. */
  private final class Part {
    private final String epoch;
    private final LogLines lines;
    private final FileChannel channel;
    private final LineParser parser;

    Part(FileChannel channel, String epoch, long offset) {
      this.channel = channel;
      this.epoch = epoch;
      this.lines = new LogLines(channel, offset);
      this.parser = format.parser(context.origin(epoch));
    }

    /** Takes the next line; false when there is none yet. */
    boolean take(EventSink sink) throws IOException, InterruptedException {
      if (!lines.next()) {
        return false;
      }
      if (!lines.isBlank()) {
        context.diagnostics().count("lines", 1);
        emit(sink);
      }
      reached = new LogPosition(epoch, lines.nextOffset());
      return true;
    }

    private void emit(EventSink sink) throws InterruptedException {
      try {
        Event event = RecordedLog.parsed(lines, parser);
        if (event != null) {
          sink.emit(event);
        }
      } catch (BadLine e) {
        context.diagnostics().malformed(e.reason(), 1);
      }
    }

    /** Was the log cut, so that what is at its beginning is new. */
    boolean isCut() throws IOException {
      return channel.size() < lines.nextOffset()
          || !Epochs.ofBeginning(channel).equals(Optional.of(epoch));
    }
  }

  /** How far it read in which log: {@code epoch offset}, in ASCII. */
  @Override
  public byte @Nullable [] handOver() {
    LogPosition position = reached;
    return position == null ? null : position.bytes();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
