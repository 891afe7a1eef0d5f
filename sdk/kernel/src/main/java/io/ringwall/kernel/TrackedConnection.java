package io.ringwall.kernel;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the kernel tracks it, at one moment: both directions as they are before and after
 * translation. Packets from the originator carry {@link #original()} before and the reverse of
 * {@link #reply()} after it.
 *
 * @param original the packets of whoever began, before translation
 * @param reply the packets of whoever answers, before they are translated back: its source is who
 *     really answers, its destination whom that one takes for the originator
 * @param protocol IP protocol number
 * @param status the kernel's bits (IPS_*, nf_conntrack_common.h)
 * @param tcp where a TCP connection stands; NONE where this was not told
 * @param sent what the originator sent; absent where nothing is counted (nf_conntrack_acct)
 * @param answered what came back; absent where nothing is counted
 * @param begun when it began; absent unless that is noted (nf_conntrack_timestamp)
 * @param ended when it ended; likewise
 * @param zone connections of different zones may have the same addresses; 0 is the ordinary one
 * @param id the kernel's number for it; another connection may have it later
 */
public record TrackedConnection(
    ConnectionTuple original,
    ConnectionTuple reply,
    int protocol,
    int status,
    TcpTracking tcp,
    @Nullable Counted sent,
    @Nullable Counted answered,
    @Nullable Instant begun,
    @Nullable Instant ended,
    int zone,
    long id) {
  private static final int SEEN_REPLY = 1 << 1;
  private static final int ASSURED = 1 << 2;
  private static final int SOURCE_TRANSLATED = 1 << 4;
  private static final int DESTINATION_TRANSLATED = 1 << 5;

  public TrackedConnection {
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(reply, "reply");
    Objects.requireNonNull(tcp, "tcp");
  }

  /**
   * What one direction carried.
   *
   * @param packets packets; what segmentation offload joined is one
   * @param bytes their bytes, headers of IP and above included
   */
  public record Counted(long packets, long bytes) {}

  /** Did a packet come back. */
  public boolean replied() {
    return (status & SEEN_REPLY) != 0;
  }

  /** Is it more than an attempt: of TCP, the handshake was complete. */
  public boolean assured() {
    return (status & ASSURED) != 0;
  }

  /** Is the originator's address or port translated, as by masquerading. */
  public boolean sourceTranslated() {
    return (status & SOURCE_TRANSLATED) != 0;
  }

  /** Is the responder's address or port translated, as of a service or a published port. */
  public boolean destinationTranslated() {
    return (status & DESTINATION_TRANSLATED) != 0;
  }
}
