package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A process started, ended or changed. */
@ProviderType
public interface ProcessEvent extends Answerable {
  /** What it did. */
  ProcessOperation operation();

  /** The process, after the operation. */
  ProcessRef process();

  /** Its parent. */
  @Nullable ProcessRef parent();

  /** The container it runs in; sources may give only what they know, the engine completes it. */
  @Nullable Workload workload();

  /** The program; its layer says whether it came with the image. */
  @Nullable FileRef executable();

  /** Was the program never a file. */
  boolean fromMemfd();

  /** Its capabilities. */
  @Nullable Capabilities capabilities();

  /** Named environment variables only. */
  Map<String, String> environment();

  /** Is it the container's own health check. */
  boolean healthProbe();

  /** Exit code. */
  @Nullable Integer exitCode();

  /** Signal that ended it. */
  @Nullable String signal();

  /** The exec session it belongs to; the engine links it where the source did not. */
  @Nullable ExecSession execSession();

  /**
   * Starts a new ProcessEvent.
   *
   * @param origin host, source and epoch of the record
   * @param sequence the record's position in that epoch, as the source defines it
   * @param time when it happened
   */
  static ProcessEventBuilder builder(Origin origin, long sequence, Instant time) {
    return new ProcessEventBuilder(origin, sequence, time);
  }
}
