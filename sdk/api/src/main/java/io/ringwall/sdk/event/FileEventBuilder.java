package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link FileEvent}; not thread-safe. Setters are named after the accessors they fill. */
public final class FileEventBuilder extends EventBuilder<FileEventBuilder> {
  private @Nullable FileOperation operation;
  private @Nullable FileRef file;
  private @Nullable FileRef target;
  private List<String> flags = List.of();
  private @Nullable ProcessRef process;
  private @Nullable Workload workload;
  private long bytes = -1;
  private FileResult result = FileResult.UNKNOWN;
  private @Nullable Integer errno;
  private @Nullable Verdict verdict;

  FileEventBuilder(Origin origin, long sequence, Instant time) {
    super(origin, sequence, time);
  }

  @Override
  FileEventBuilder self() {
    return this;
  }

  /** Sets {@link FileEvent#operation()}. */
  public FileEventBuilder operation(FileOperation operation) {
    this.operation = operation;
    return this;
  }

  /** Sets {@link FileEvent#file()}. */
  public FileEventBuilder file(FileRef file) {
    this.file = file;
    return this;
  }

  /** Sets {@link FileEvent#target()}. */
  public FileEventBuilder target(@Nullable FileRef target) {
    this.target = target;
    return this;
  }

  /** Sets {@link FileEvent#flags()}. */
  public FileEventBuilder flags(List<String> flags) {
    this.flags = List.copyOf(flags);
    return this;
  }

  /** Sets {@link FileEvent#process()}. */
  public FileEventBuilder process(@Nullable ProcessRef process) {
    this.process = process;
    return this;
  }

  /** Sets {@link FileEvent#workload()}. */
  public FileEventBuilder workload(@Nullable Workload workload) {
    this.workload = workload;
    return this;
  }

  /** Sets {@link FileEvent#bytes()}. */
  public FileEventBuilder bytes(long bytes) {
    this.bytes = bytes;
    return this;
  }

  /** Sets {@link FileEvent#result()}. */
  public FileEventBuilder result(FileResult result) {
    this.result = result;
    return this;
  }

  /** Sets {@link FileEvent#errno()}. */
  public FileEventBuilder errno(@Nullable Integer errno) {
    this.errno = errno;
    return this;
  }

  /**
   * Sets {@link FileEvent#verdict()}: what {@code Judge} answered about this event, as it was
   * given. With it what the rules marked {@code @inline} found travels along: they are not judged
   * again.
   */
  public FileEventBuilder verdict(@Nullable Verdict verdict) {
    this.verdict = verdict;
    return this;
  }

  /**
   * Makes the FileEvent.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public FileEvent build() {
    return new FileEventData(
        header(),
        Objects.requireNonNull(operation, "operation"),
        Objects.requireNonNull(file, "file"),
        target,
        flags,
        process,
        workload,
        bytes,
        result,
        errno,
        verdict);
  }
}
