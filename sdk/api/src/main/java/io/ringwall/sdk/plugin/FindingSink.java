package io.ringwall.sdk.plugin;

import io.ringwall.sdk.finding.Finding;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes findings elsewhere: a file, a queue, a ticket system. */
@ConsumerType
public interface FindingSink extends AutoCloseable {
  /**
   * Takes a finding, or a new revision of one it was given before (same id). Called on a thread of
   * this sink's own, in order, after the finding was written to the ledger and synced; may block.
   *
   * <p>After a restart the engine goes on behind the last finding for which this method returned
   * and {@link #flush} followed; a sink that was killed between may be given findings again, which
   * it knows by id and revision.
   *
   * @throws PluginException when it cannot take it; the engine tries again with back-off, keeps the
   *     order, and counts
   */
  void accept(Finding finding) throws PluginException;

  /**
   * Makes everything accepted durable where it went. Called when no further finding waits, and
   * before {@link #close}.
   *
   * @throws PluginException when that fails; everything since the last flush is given again
   */
  void flush() throws PluginException;

  /** Frees what the sink holds. Called once. */
  @Override
  void close();
}
