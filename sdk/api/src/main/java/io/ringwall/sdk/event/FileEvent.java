package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A file was opened, changed or removed. */
@ProviderType
public interface FileEvent extends Answerable {
  /** What was done. */
  FileOperation operation();

  /** To which file. */
  FileRef file();

  /** New path of a rename or link. */
  @Nullable FileRef target();

  /** Open flags, such as O_CREAT. */
  List<String> flags();

  /** By which process. */
  @Nullable ProcessRef process();

  /** In which container. */
  @Nullable Workload workload();

  /** Bytes read or written; -1 when not known. */
  long bytes();

  /** How it ended. */
  FileResult result();

  /** Error number. */
  @Nullable Integer errno();

  /**
   * Starts a new FileEvent.
   *
   * @param origin host, source and epoch of the record
   * @param sequence the record's position in that epoch, as the source defines it
   * @param time when it happened
   */
  static FileEventBuilder builder(Origin origin, long sequence, Instant time) {
    return new FileEventBuilder(origin, sequence, time);
  }
}
