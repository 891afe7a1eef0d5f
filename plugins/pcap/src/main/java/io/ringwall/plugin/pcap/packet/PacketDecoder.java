package io.ringwall.plugin.pcap.packet;

import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.tally.Tally;

/**
 * Decodes records down to the innermost packet. What cannot be decoded is counted by reason and
 * passed over. Not thread-safe.
 */
public final class PacketDecoder {
  /** Layers within layers that are followed; Zeek stops at 4 tunnels. */
  private static final int MAX_LAYERS = 24;

  private final Cursor cursor = new Cursor();
  private final Packet packet = new Packet();
  private final Tally tally;
  private final LinkLayer link;
  private final IpLayer ip;
  private final TransportLayer transport;

  /**
   * A decoder with its own table of fragments.
   *
   * @param fragmentTimeoutNanos how long a datagram may wait for its fragments, in packet time
   * @param maxFragmentBytes how much memory waiting fragments may take
   * @param tally where trouble is counted
   */
  public PacketDecoder(long fragmentTimeoutNanos, long maxFragmentBytes, Tally tally) {
    this.tally = tally;
    this.link = new LinkLayer(cursor, packet, tally);
    FragmentTable fragments = new FragmentTable(fragmentTimeoutNanos, maxFragmentBytes, tally);
    this.ip = new IpLayer(cursor, packet, fragments, tally);
    this.transport = new TransportLayer(cursor, packet, new Tunnels(cursor, packet), tally);
  }

  /** What the last {@link #decode} that returned true found; the same object each time. */
  public Packet packet() {
    return packet;
  }

  /** Does a protocol begin with two ports. */
  static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.DCCP, IpProtocol.SCTP, IpProtocol.UDP_LITE ->
          true;
      default -> false;
    };
  }

  /**
   * Decodes a record.
   *
   * @param record the record
   * @param timeNanos its time, as flows are to see it
   * @return false when it holds no IP or ARP packet, is broken, or waits for other fragments
   */
  public boolean decode(PacketRecord record, long timeNanos) {
    cursor.data = record.data();
    cursor.at = record.start();
    cursor.end = record.start() + record.capturedLength();
    cursor.wireEnd = record.start() + Math.max(record.capturedLength(), record.originalLength());
    packet.clear(timeNanos);
    int layer = link.outermost(record);
    for (int depth = 0; layer > 0; depth++) {
      if (depth == MAX_LAYERS) {
        tally.malformed("too-many-layers");
        return false;
      }
      layer = decode(layer);
    }
    return layer == Cursor.DONE;
  }

  private int decode(int layer) {
    return switch (layer) {
      case Cursor.ETHERNET -> link.ethernet();
      case Cursor.ETHERTYPE -> link.ethertype();
      case Cursor.LLC -> link.llc();
      case Cursor.IPV4 -> ip.ipv4();
      case Cursor.IPV6 -> ip.ipv6();
      case Cursor.IP -> ip.either();
      case Cursor.PPP -> link.ppp();
      case Cursor.MPLS -> link.mpls();
      default -> transport.decode();
    };
  }
}
