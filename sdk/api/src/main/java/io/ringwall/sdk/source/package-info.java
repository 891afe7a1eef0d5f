/**
 * What sources that read logs share, so that a vendor writes the reading of one line and no more.
 *
 * <p>A log is text in lines that end in {@code \n}. {@link io.ringwall.sdk.source.RecordedLog}
 * reads a whole one in a replay, {@link io.ringwall.sdk.source.FollowedLog} one that grows, across
 * rotations, restarts of the engine and swaps of the plugin. Both take a {@link
 * io.ringwall.sdk.source.LogFormat}, which makes a {@link io.ringwall.sdk.source.LineParser} for
 * each log:
 *
 * <pre>{@code
 * LogFormat format = origin -> line -> login(line.text(), origin, line.offset());
 * return new FollowedLog(path, context, Duration.ofSeconds(2), Duration.ofMillis(50), format);
 * }</pre>
 *
 * <p>The sequence of an event is the offset of its line in the log, in bytes, so that the engine
 * knows it again when the log is read again. Memory is bounded: of a line longer than {@link
 * io.ringwall.sdk.source.LogLines#LONGEST} nothing is kept but that it was there.
 *
 * <p>Nothing here parses JSON: the SDK has no libraries, and a bundle brings its own parser.
 */
@NullMarked
@Version("1.0.0")
package io.ringwall.sdk.source;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
