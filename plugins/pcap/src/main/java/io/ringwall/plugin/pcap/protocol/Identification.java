package io.ringwall.plugin.pcap.protocol;

import io.ringwall.plugin.pcap.packet.Packet;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first bytes of both sides until the protocol is told, then hands them and all that
 * follows to whoever reads that protocol. Where TLS may begin later (STARTTLS and its kin, proxies)
 * it goes on watching.
 */
final class Identification implements StreamDissector {
  private static final int DNS_PORT = 53;
  private static final int MAX_CHUNKS = 24;

  private final FlowFacts facts;
  private final ExchangeListener listener;
  private final HeaderPolicy policy;
  private final int responderPort;
  private Prefix originator = Prefix.NONE;
  private Prefix responder = Prefix.NONE;
  private int chunks;
  private boolean proxied;
  private boolean unknown;
  private @Nullable StreamDissector reader;
  private boolean done;

  Identification(FlowFacts facts, ExchangeListener listener, HeaderPolicy policy) {
    this(facts, listener, policy, 0);
  }

  Identification(
      FlowFacts facts, ExchangeListener listener, HeaderPolicy policy, int responderPort) {
    this.facts = facts;
    this.listener = listener;
    this.policy = policy;
    this.responderPort = responderPort;
  }

  @Override
  public void data(boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    StreamDissector known = reader;
    if (known != null) {
      known.data(fromOriginator, data, start, end, timeNanos);
      return;
    }
    if (done) {
      return;
    }
    chunks++;
    int from = fromOriginator ? withoutProxyHeader(data, start, end) : start;
    if (facts.applicationProtocol != null || unknown) {
      watchForTls(fromOriginator, data, from, end, timeNanos);
      return;
    }
    side(fromOriginator).add(data, from, end - from);
    decide(fromOriginator, data, from, end, timeNanos);
  }

  private Prefix side(boolean fromOriginator) {
    if (fromOriginator) {
      originator = originator.orNew();
      return originator;
    }
    responder = responder.orNew();
    return responder;
  }

  private void decide(boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    if (responderPort == DNS_PORT && isDns()) {
      handOver(new DnsStream(facts, listener), timeNanos);
      return;
    }
    String name = Signatures.of(originator, responder);
    if (name == null) {
      // Ends swapped: a connection caught in its middle.
      name = Signatures.ofStream(responder, originator);
    }
    if (name == null) {
      undecided(fromOriginator, data, start, end, timeNanos);
      return;
    }
    facts.applicationProtocol = name;
    StreamDissector next = reader(name);
    if (next != null) {
      handOver(next, timeNanos);
    } else {
      forget();
    }
  }

  private @Nullable StreamDissector reader(String name) {
    return switch (name) {
      case "tls" -> new TlsDissector(facts);
      case "http" -> new Http1Dissector(facts, listener, policy, clientIsOriginator());
      case "http2" ->
          new Http2Dissector(
              facts, listener, policy, originator.length() == 0 || originator.startsWith("PRI"));
      default -> null;
    };
  }

  private boolean clientIsOriginator() {
    return !HttpSignatures.isResponse(originator) && !HttpSignatures.isRequest(responder);
  }

  private void handOver(StreamDissector next, long timeNanos) {
    reader = next;
    ByteBuffer first = ByteBuffer.wrap(originator.bytes());
    ByteBuffer second = ByteBuffer.wrap(responder.bytes());
    int firstLength = originator.length();
    int secondLength = responder.length();
    forget();
    if (firstLength > 0) {
      next.data(true, first, 0, firstLength, timeNanos);
    }
    if (secondLength > 0) {
      next.data(false, second, 0, secondLength, timeNanos);
    }
  }

  private void forget() {
    originator = Prefix.NONE;
    responder = Prefix.NONE;
  }

  private boolean isDns() {
    return plausible(originator) || plausible(responder);
  }

  private static boolean plausible(Prefix side) {
    return side.length() > 14
        && side.u16(0) >= 12
        && DnsParser.isPlausible(ByteBuffer.wrap(side.bytes()), 2, side.length());
  }

  /** Reads a connection from where it turned to TLS; what it spoke before stays its protocol. */
  static StreamDissector turnedToTls(FlowFacts facts) {
    String before = facts.applicationProtocol;
    TlsDissector reader = new TlsDissector(facts);
    facts.applicationProtocol = before == null ? "tls" : before;
    return reader;
  }

  private void undecided(
      boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    boolean exhausted = responderPort != DNS_PORT && Signatures.areExhausted(originator, responder);
    if (exhausted || originator.isFull() || responder.isFull()) {
      unknown = true;
      forget();
    }
    watchForTls(fromOriginator, data, start, end, timeNanos);
  }

  /** A ClientHello at the start of a segment: the connection turns to TLS. */
  private void watchForTls(
      boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    if (Packet.offersTls(data, start, end)) {
      forget();
      StreamDissector tls = turnedToTls(facts);
      reader = tls;
      tls.data(fromOriginator, data, start, end, timeNanos);
    } else if (chunks >= MAX_CHUNKS) {
      done = true;
    }
  }

  /** Passes over the header of HAProxy's PROXY protocol, and remembers the client it names. */
  private int withoutProxyHeader(ByteBuffer data, int start, int end) {
    if (chunks != 1 || proxied) {
      return start;
    }
    ProxyHeader header = ProxyHeader.parse(data, start, end);
    if (header == null) {
      return start;
    }
    proxied = true;
    facts.clientChain = header.clients();
    return start + header.length();
  }

  @Override
  public void gap(boolean fromOriginator, long length) {
    StreamDissector known = reader;
    if (known != null) {
      known.gap(fromOriginator, length);
    }
  }

  @Override
  public void close(long timeNanos) {
    StreamDissector known = reader;
    if (known != null) {
      known.close(timeNanos);
    }
  }

  /** What only watches for the beginning of TLS looks at each segment by itself. */
  @Override
  public boolean needsOrder() {
    StreamDissector known = reader;
    return known == null
        ? facts.applicationProtocol == null && !unknown && !done
        : known.needsOrder();
  }

  /** Is the protocol told, or never will be, and nobody reads it: only TLS may still begin. */
  boolean onlyWatches() {
    return reader == null && !done && (facts.applicationProtocol != null || unknown);
  }

  @Override
  public boolean isDone() {
    StreamDissector known = reader;
    return known == null ? done : known.isDone();
  }
}
