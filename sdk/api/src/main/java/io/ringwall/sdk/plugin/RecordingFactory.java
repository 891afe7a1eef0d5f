package io.ringwall.sdk.plugin;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes sources that read files: captures and logs.
 *
 * @param <C> see {@link Factory}
 */
@ConsumerType
public interface RecordingFactory<C extends Record> extends Factory<C> {
  /**
   * Does this look like a file it reads.
   *
   * @param head the first bytes of a file, at most 65,536, all of it if it is shorter; compressed
   *     if the file is
   */
  boolean recognises(byte[] head);

  /**
   * Opens the files of one phase of a replay that this factory recognised. It decides which of them
   * belong to one source: rotated captures share a flow table, captures that overlap in time are
   * separate witnesses.
   *
   * @return one or more sources; the engine runs each on a thread of its own
   * @throws PluginException when a file cannot be read at all
   */
  List<CaptureSource> open(C configuration, List<Path> files, SourceContext context)
      throws PluginException;
}
