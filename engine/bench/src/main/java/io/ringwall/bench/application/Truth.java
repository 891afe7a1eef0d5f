package io.ringwall.bench.application;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What whoever watched an application must conclude.
 *
 * @param seed what it was drawn from
 * @param learned the edges that are learned, and no other
 * @param foreign the connections that are findings
 * @param scans the containers that scan, and may be found for it
 */
public record Truth(long seed, List<EdgeKey> learned, List<Finding> foreign, List<Scan> scans) {
  public Truth {
    learned = List.copyOf(learned);
    foreign = List.copyOf(foreign);
    scans = List.copyOf(scans);
  }

  /**
   * A foreign connection.
   *
   * @param kind how it differs from what was drawn, in words
   * @param edge the edge it is on
   * @param originator who began it
   * @param responder with whom
   * @param time when
   */
  public record Finding(
      String kind, EdgeKey edge, Party originator, Party responder, Instant time) {}

  /**
   * A container that scans.
   *
   * @param container its name
   * @param learning does it scan in the capture to learn from
   * @param wide does it try one port of many targets, else many ports of one
   */
  public record Scan(String container, boolean learning, boolean wide) {}

  /**
   * One end of a connection.
   *
   * @param kind what it is
   * @param container its container's name; empty where it is none
   * @param image the image its container was started from, in normal form as far as its repository
   * @param name the name that the originator called it; empty where it used none
   * @param address its address
   */
  public record Party(EdgeEnd kind, String container, String image, String name, String address) {
    public Party {
      Objects.requireNonNull(kind, "kind");
    }
  }
}
