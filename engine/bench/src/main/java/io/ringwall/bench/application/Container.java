package io.ringwall.bench.application;

import java.util.List;
import java.util.Optional;

/**
 * A container and its life.
 *
 * @param id 64 hexadecimal digits
 * @param name its name, which tells nothing
 * @param service what it is
 * @param image the image reference it was started from
 * @param attachments where it is reached
 * @param started when it started, in nanoseconds since 1970
 * @param finished when it ended; {@link #RUNNING} if it did not
 */
record Container(
    String id,
    String name,
    Service service,
    String image,
    List<Attachment> attachments,
    long started,
    long finished) {
  static final long RUNNING = Long.MAX_VALUE;

  boolean lives(long from, long until) {
    return started <= from && until < finished;
  }

  Optional<Attachment> in(Network network) {
    return attachments.stream().filter(at -> at.network().equals(network)).findFirst();
  }
}
