package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;

/** Inspects one TCP connection: puts both sides in order and reads them. */
public final class TcpInspection {
  private final FlowFacts facts;
  private final StreamSide originator = new StreamSide(true);
  private final StreamSide responder = new StreamSide(false);
  private StreamDissector reader;
  private long lastNanos;
  private boolean abandoned;

  /**
   * An inspection that has seen nothing.
   *
   * @param listener is told of exchanges during calls
   * @param policy which headers are kept
   * @param responderPort tells DNS from other protocols that begin with a length
   */
  public TcpInspection(ExchangeListener listener, HeaderPolicy policy, int responderPort) {
    this.facts = new FlowFacts();
    this.reader = new Identification(facts, listener, policy, responderPort);
  }

  private TcpInspection(FlowFacts facts) {
    this.facts = facts;
    this.reader = Identification.turnedToTls(facts);
  }

  /** One that goes on with a connection at the packet that offers TLS. */
  public static TcpInspection ofTls(FlowFacts known) {
    return new TcpInspection(known);
  }

  /** What is known of the connection. */
  public FlowFacts facts() {
    return facts;
  }

  /** Says what the sequence number of a side's first payload byte is. */
  public void start(boolean fromOriginator, int sequence) {
    (fromOriginator ? originator : responder).start(sequence);
  }

  /** Takes a segment with payload. */
  public void segment(
      boolean fromOriginator,
      int sequence,
      ByteBuffer data,
      int start,
      int captured,
      long wireLength,
      long timeNanos) {
    lastNanos = timeNanos;
    StreamSide side = fromOriginator ? originator : responder;
    side.segment(sequence, data, start, captured, wireLength, timeNanos, reader);
  }

  /** Takes note that one side has received what the other sent before this sequence number. */
  public void acknowledgement(boolean fromOriginator, int number, long timeNanos) {
    (fromOriginator ? responder : originator).received(number, timeNanos, reader);
  }

  /** Bytes held because earlier ones are missing. */
  public int heldBytes() {
    return originator.heldBytes() + responder.heldBytes();
  }

  /** Does it hold bytes that came before their turn. */
  public boolean awaitsMore() {
    return originator.holds() || responder.holds();
  }

  /** No more has come for long: what is held is read, and the gaps before it are given up. */
  public void silence(long timeNanos) {
    originator.flush(timeNanos, reader);
    responder.flush(timeNanos, reader);
  }

  /** Is there nothing more to learn, unless the connection turns to TLS. */
  public boolean onlyWatches() {
    return reader instanceof Identification first && first.onlyWatches() && !awaitsMore();
  }

  /** Is there nothing more to learn. */
  public boolean isDone() {
    return reader.isDone();
  }

  /** When the last segment came. */
  public long lastNanos() {
    return lastNanos;
  }

  /** Is the protocol not told yet. */
  public boolean isUndecided() {
    return facts.applicationProtocol == null;
  }

  /** Learns no more, and tells nothing of what is left open; what is known stays. */
  public void abandon() {
    reader = StreamDissector.NOBODY;
    abandoned = true;
    originator.forget();
    responder.forget();
  }

  /** Was it abandoned. */
  public boolean isAbandoned() {
    return abandoned;
  }

  /** The connection has ended: tells what was left open. */
  public void close(long timeNanos) {
    silence(timeNanos);
    reader.close(timeNanos);
  }
}
