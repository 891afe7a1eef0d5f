package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Inspects one UDP flow, datagram by datagram. */
public final class UdpInspection {
  private static final int MAX_UNKNOWN = 4;
  private static final int DNS = 53;
  private static final int NETBIOS_NAMES = 137;
  private static final int MULTICAST_DNS = 5353;
  private static final int LINK_LOCAL_NAMES = 5355;

  private final FlowFacts facts = new FlowFacts();
  private final ExchangeListener listener;
  private final int responderPort;
  private final boolean announcements;
  private @Nullable DnsDialogue dns;
  private @Nullable QuicDissector quic;
  private int unknown;
  private boolean done;

  /**
   * An inspection that has seen nothing.
   *
   * @param listener is told of exchanges during calls
   * @param responderPort the service's port, a hint
   */
  public UdpInspection(ExchangeListener listener, int responderPort) {
    this.listener = listener;
    this.responderPort = responderPort;
    this.announcements = responderPort == MULTICAST_DNS || responderPort == LINK_LOCAL_NAMES;
  }

  /** What is known of the flow. */
  public FlowFacts facts() {
    return facts;
  }

  /** Is there nothing more to learn. */
  public boolean isDone() {
    return done;
  }

  /** Takes a datagram's payload. */
  public void datagram(
      boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    if (dns != null) {
      dns(DnsParser.parse(data, start, end), timeNanos);
    } else if (quic != null) {
      quic(quic, fromOriginator, data, start, end);
    } else {
      identify(fromOriginator, data, start, end, timeNanos);
    }
  }

  private void identify(
      boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    boolean expected = responderPort == DNS || announcements;
    boolean possible =
        expected || responderPort != NETBIOS_NAMES && DnsParser.isPlausible(data, start, end);
    DnsMessage message = possible ? DnsParser.parse(data, start, end) : null;
    if (expected ? message != null : possible) {
      dns = new DnsDialogue(listener);
      facts.applicationProtocol =
          announcements ? (responderPort == 5353 ? "mdns" : "llmnr") : "dns";
      dns(message, timeNanos);
      return;
    }
    if (QuicDissector.isInitial(data, start, end)) {
      quic = new QuicDissector(facts);
      quic(quic, fromOriginator, data, start, end);
      return;
    }
    Prefix prefix = new Prefix();
    prefix.add(data, start, end - start);
    facts.applicationProtocol = UdpSignatures.of(prefix, responderPort);
    if ("ssdp".equals(facts.applicationProtocol)) {
      facts.httpHost = ssdpHost(prefix);
    }
    unknown++;
    done = facts.applicationProtocol != null || unknown >= MAX_UNKNOWN;
  }

  private static @Nullable String ssdpHost(Prefix datagram) {
    String text = Bytes.of(datagram.bytes(), datagram.length()).text(datagram.length());
    for (String line : text.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, "host:", 0, 5)) {
        return HttpFields.host(line.substring(5));
      }
    }
    return null;
  }

  private void dns(@Nullable DnsMessage message, long timeNanos) {
    DnsDialogue dialogue = dns;
    if (message == null || dialogue == null) {
      return;
    }
    if (announcements) {
      dialogue.announce(message, timeNanos);
    } else {
      dialogue.message(message, timeNanos);
    }
  }

  private void quic(
      QuicDissector dissector, boolean fromOriginator, ByteBuffer data, int start, int end) {
    dissector.datagram(fromOriginator, data, start, end);
    done = dissector.isDone();
  }

  /** Gives up questions that have waited too long. */
  public void tick(long timeNanos) {
    if (dns != null) {
      dns.giveUpOld(timeNanos);
    }
  }

  /** The flow has ended: tells what was left open. */
  public void close(long timeNanos) {
    if (dns != null) {
      dns.giveUp(Long.MAX_VALUE, timeNanos);
    }
  }
}
