package io.ringwall.plugin.pcap.flow;

import io.ringwall.plugin.pcap.packet.IpProtocol;
import io.ringwall.plugin.pcap.packet.Packet;
import org.jspecify.annotations.Nullable;

/**
 * One flow of the table: a cursor over its slot, moved from flow to flow. Valid only during the
 * call it is passed to. Not thread-safe.
 */
public final class FlowRecord {
  // In the order of use: what each packet touches comes first, to spare the cache.
  static final int ORIGINATOR_HIGH = 0;
  static final int ORIGINATOR_LOW = 1;
  static final int RESPONDER_HIGH = 2;
  static final int RESPONDER_LOW = 3;
  static final int CONTEXT = 4;
  // 16 bits originator's port, 16 responder's port, 32 protocol
  static final int PORTS = 5;
  // 28 bits letters seen, 10 active reports, 20 flags, 3 + 3 endpoint states
  private static final int FLAGS = 6;
  private static final int LAST = 7;
  // Two ints each: originator's, responder's.
  private static final int PACKETS = 8;
  private static final int NEXT = 9;
  private static final int HOLES = 10;
  private static final int ORIGINATOR_BYTES = 11;
  private static final int RESPONDER_BYTES = 12;
  static final int HISTORY = 13;
  private static final int INITIAL = 15;
  private static final int START = 16;
  static final int TIMER = 17;
  // 48 bits offset of the first packet, 16 number of its input
  private static final int IDENTITY = 18;
  // 48 bits hardware address, 16 VLAN
  private static final int ORIGINATOR_MAC = 19;
  // 48 bits hardware address, 16 bucket of the timer
  static final int RESPONDER_MAC = 20;
  // Two ints: where each side's first hole begins.
  private static final int HOLE_START = 21;

  // Two ints: packets of both sides that another counted, as last noted; his handle + 1
  private static final int COUNTED = 22;
  private static final int NOTED_BYTES = 23;

  /** Length of a slot. */
  static final int LONGS = 24;

  static final int SYN_SEEN = 1 << 6;
  static final int SYN_ACK_SEEN = 1 << 7;
  static final int ORIGINATOR_SPOKE = 1 << 8;
  static final int RESPONDER_SPOKE = 1 << 9;
  static final int ESTABLISHED = 1 << 10;
  static final int ANSWERED = 1 << 11;
  static final int AGED = 1 << 12;
  static final int CLOSED = 1 << 13;
  static final int PRE_EXISTING = 1 << 14;
  static final int ICMP_ERROR = 1 << 15;
  static final int ORIGINATOR_NEXT = 1 << 16;
  static final int RESPONDER_NEXT = 1 << 17;
  static final int UNINTERESTING = 1 << 18;
  static final int IGNORED = 1 << 19;
  static final int WATCHED = 1 << 20;
  static final int WAITS = 1 << 21;
  private static final int REPORTS_SHIFT = 26;
  private static final long REPORTS_MASK = 0x3ffL << REPORTS_SHIFT;
  private static final int LETTERS_SHIFT = 36;
  private static final long LOW_48 = 0xffff_ffff_ffffL;

  private final FlowTable table;
  private int id = FlowTable.NONE;
  private long[] page = new long[LONGS];
  private int base;

  FlowRecord(FlowTable table) {
    this.table = table;
  }

  FlowRecord on(int flow) {
    id = flow;
    page = table.page(flow);
    base = FlowTable.base(flow);
    return this;
  }

  int id() {
    return id;
  }

  /** Upper half of the originator's address. */
  public long originatorHigh() {
    return page[base + ORIGINATOR_HIGH];
  }

  /** Lower half of the originator's address. */
  public long originatorLow() {
    return page[base + ORIGINATOR_LOW];
  }

  /** Upper half of the responder's address. */
  public long responderHigh() {
    return page[base + RESPONDER_HIGH];
  }

  /** Lower half of the responder's address. */
  public long responderLow() {
    return page[base + RESPONDER_LOW];
  }

  /** Is it ICMP or ICMPv6. */
  public boolean isIcmp() {
    return protocol() == IpProtocol.ICMP || protocol() == IpProtocol.ICMPV6;
  }

  private int keyPort(int shift) {
    return (int) (page[base + PORTS] >>> shift) & 0xffff;
  }

  /** The originator's port, 0 where there is none. */
  public int originatorPort() {
    return isIcmp() ? 0 : keyPort(48);
  }

  /** The responder's port, 0 where there is none. */
  public int responderPort() {
    return isIcmp() ? 0 : keyPort(32);
  }

  /** ICMP type of the question, or of the message. */
  public int icmpType() {
    return keyPort(48) >> 8;
  }

  /** ICMP code. */
  public int icmpCode() {
    return keyPort(48) & 0xff;
  }

  /** Protocol, of {@link IpProtocol}. */
  public int protocol() {
    return (int) page[base + PORTS];
  }

  boolean isTcp() {
    return protocol() == IpProtocol.TCP;
  }

  int hash(FlowKey scratch) {
    scratch.sourceHigh = originatorHigh();
    scratch.sourceLow = originatorLow();
    scratch.destinationHigh = responderHigh();
    scratch.destinationLow = responderLow();
    scratch.context = page[base + CONTEXT];
    scratch.protocol = protocol();
    scratch.sourcePort = keyPort(48);
    scratch.destinationPort = keyPort(32);
    return scratch.hash();
  }

  /** Time of the first packet. */
  public long startNanos() {
    return page[base + START];
  }

  /** Time of the last packet. */
  public long lastNanos() {
    return page[base + LAST];
  }

  /** Notes who sent the first packet, where from, and when. */
  void begin(Packet packet, boolean flipped, long identity) {
    page[base + START] = packet.timeNanos();
    page[base + LAST] = packet.timeNanos();
    page[base + IDENTITY] = identity;
    long from = flipped ? packet.destinationMac() : packet.sourceMac();
    long to = flipped ? packet.sourceMac() : packet.destinationMac();
    page[base + ORIGINATOR_MAC] = (from & LOW_48) << 16 | packet.vlan();
    page[base + RESPONDER_MAC] = (to & LOW_48) << 16;
  }

  /** Takes note of a packet. */
  void touch(boolean fromOriginator, Packet packet) {
    page[base + LAST] = Math.max(page[base + LAST], packet.timeNanos());
    addInt(PACKETS, fromOriginator, packet.fragments());
    set(fromOriginator ? ORIGINATOR_SPOKE : RESPONDER_SPOKE);
  }

  /** Packets of one side. */
  public long packets(boolean originator) {
    long read = getInt(PACKETS, originator) & 0xffff_ffffL;
    return isCounted() ? read + (counted(originator).packets() & 0xffff_ffffL) : read;
  }

  /** Payload bytes of one side; retransmitted ones count once. */
  public long bytes(boolean originator) {
    long read = page[base + (originator ? ORIGINATOR_BYTES : RESPONDER_BYTES)];
    return isCounted() ? read + joined(originator).unread() : read;
  }

  /** What was read of one side, and what another counted of it. */
  private PacketCounts.Joined joined(boolean originator) {
    return counted(originator).join(next(originator), holes(originator));
  }

  /** What another counts of one side. */
  PacketCounts.Side counted(boolean originator) {
    return table.counts().side(handle(), originator);
  }

  /** Is it established, and nobody reads its payload, unless it turns to TLS. */
  boolean isLeftAlone() {
    return isTcp() && is(ESTABLISHED) && is(UNINTERESTING | WATCHED);
  }

  /** Does another count its packets. */
  boolean isCounted() {
    return (int) page[base + COUNTED] > 0;
  }

  /** Could another be asked to. */
  boolean isUncounted() {
    return (int) page[base + COUNTED] == 0;
  }

  /** His handle of it. */
  int handle() {
    return (int) page[base + COUNTED] - 1;
  }

  /**
   * Another counts its packets, or, without a handle, has no room for it and is not asked again.
   */
  void countedBy(int handle) {
    page[base + COUNTED] = handle == PacketCounts.NONE ? -1 & 0xffff_ffffL : handle + 1L;
  }

  int notedPackets() {
    return (int) (page[base + COUNTED] >>> Integer.SIZE);
  }

  /**
   * Notes that so many packets were counted by now.
   *
   * @param bytes of their payload
   * @return how many of these are more than the last time
   */
  long noteCounted(int packets, long bytes, long now) {
    page[base + COUNTED] = (long) packets << Integer.SIZE | page[base + COUNTED] & 0xffff_ffffL;
    page[base + LAST] = Math.max(page[base + LAST], now);
    long more = bytes - page[base + NOTED_BYTES];
    page[base + NOTED_BYTES] = bytes;
    return more;
  }

  /** Adds what was counted to what was read. */
  void takeBack() {
    takeBack(true);
    takeBack(false);
    page[base + COUNTED] = 0;
    page[base + NOTED_BYTES] = 0;
  }

  private void takeBack(boolean originator) {
    PacketCounts.Side counted = counted(originator);
    addInt(PACKETS, originator, counted.packets());
    TcpConnection.resume(this, originator, counted);
  }

  void addBytes(boolean originator, long bytes) {
    page[base + (originator ? ORIGINATOR_BYTES : RESPONDER_BYTES)] += bytes;
  }

  /** Payload bytes that were never seen, though later ones were. */
  public long missedBytes() {
    return missedBytes(true) + missedBytes(false);
  }

  private long missedBytes(boolean originator) {
    int missed = isCounted() ? joined(originator).holes() : holes(originator);
    return missed & 0xffff_ffffL;
  }

  int holes(boolean originator) {
    return getInt(HOLES, originator);
  }

  int holeStart(boolean originator) {
    return getInt(HOLE_START, originator);
  }

  void holeStart(boolean originator, int sequence) {
    setInt(HOLE_START, originator, sequence);
  }

  void holes(boolean originator, int bytes) {
    setInt(HOLES, originator, bytes);
  }

  void addHoles(boolean originator, int bytes) {
    addInt(HOLES, originator, bytes);
  }

  /** The sequence number that comes next of one side, as far as its packets were read. */
  public int next(boolean originator) {
    return getInt(NEXT, originator);
  }

  void next(boolean originator, int sequence) {
    setInt(NEXT, originator, sequence);
    set(originator ? ORIGINATOR_NEXT : RESPONDER_NEXT);
  }

  boolean hasNext(boolean originator) {
    return is(originator ? ORIGINATOR_NEXT : RESPONDER_NEXT);
  }

  int initial(boolean originator) {
    return getInt(INITIAL, originator);
  }

  void initial(boolean originator, int sequence) {
    setInt(INITIAL, originator, sequence);
  }

  /** Was the first packet of a TCP side seen, so that its payload begins at a known number. */
  public boolean hasBeginning(boolean originator) {
    return is(originator ? SYN_SEEN : SYN_ACK_SEEN);
  }

  /** Sequence number of the first payload byte: valid when {@link #hasBeginning}. */
  public int firstSequence(boolean originator) {
    return initial(originator) + 1;
  }

  private int getInt(int field, boolean originator) {
    long pair = page[base + field];
    return originator ? (int) (pair >>> 32) : (int) pair;
  }

  private void setInt(int field, boolean originator, int value) {
    long pair = page[base + field];
    page[base + field] =
        originator
            ? (long) value << 32 | (pair & 0xffff_ffffL)
            : (pair & ~0xffff_ffffL) | (value & 0xffff_ffffL);
  }

  private void addInt(int field, boolean originator, int value) {
    setInt(field, originator, getInt(field, originator) + value);
  }

  boolean is(int flag) {
    return (page[base + FLAGS] & flag) != 0;
  }

  void set(int flag) {
    page[base + FLAGS] |= flag;
  }

  private void set(int flag, boolean whether) {
    page[base + FLAGS] = whether ? page[base + FLAGS] | flag : page[base + FLAGS] & ~(long) flag;
  }

  /** Did the responder answer: payload or RST, a datagram, or an ICMP error about the flow. */
  public boolean answered() {
    return is(ANSWERED);
  }

  /** Did both sides speak, TCP with a handshake if its beginning was seen. */
  public boolean established() {
    return is(ESTABLISHED);
  }

  /** Had it begun before the capture. */
  public boolean preExisting() {
    return is(PRE_EXISTING);
  }

  /** Is {@link FlowListener#payload} no longer to be called for it. */
  public void loseInterest() {
    set(UNINTERESTING);
  }

  /**
   * Is of its payload only the beginning of TLS of interest: then what comes before that need not
   * be given to {@link FlowListener#payload}.
   */
  public void watch(boolean only) {
    set(WATCHED, only);
  }

  /** Is only the beginning of TLS of interest. */
  public boolean isWatched() {
    return is(WATCHED);
  }

  /**
   * Does somebody hold what came early: {@link FlowListener#silence} tells him that no more comes.
   */
  public void await(boolean more) {
    set(WAITS, more);
  }

  int endpoint(boolean originator) {
    return (int) (page[base + FLAGS] >>> (originator ? 0 : 3)) & 7;
  }

  void endpoint(boolean originator, int state) {
    int shift = originator ? 0 : 3;
    page[base + FLAGS] = page[base + FLAGS] & ~(7L << shift) | (long) state << shift;
  }

  int activeReports() {
    return (int) ((page[base + FLAGS] & REPORTS_MASK) >>> REPORTS_SHIFT);
  }

  void countActiveReport() {
    if ((page[base + FLAGS] & REPORTS_MASK) != REPORTS_MASK) {
      page[base + FLAGS] += 1L << REPORTS_SHIFT;
    }
  }

  /** Notes a letter of Zeek's history, once for each side. */
  void letter(boolean originator, char letter) {
    if (!hasLetter(originator, letter)) {
      page[base + FLAGS] |= seen(originator, letter);
      History.append(page, base + HISTORY, History.code(letter), originator);
    }
  }

  private boolean hasLetter(boolean originator, char letter) {
    return (page[base + FLAGS] & seen(originator, letter)) != 0;
  }

  private static long seen(boolean originator, char letter) {
    return 1L << (LETTERS_SHIFT + History.code(letter) + (originator ? 0 : History.LETTERS));
  }

  /** Did this side of a TCP connection send payload. */
  public boolean spoke(boolean originator) {
    return hasLetter(originator, 'd');
  }

  /** Did this side of a TCP connection send a packet without payload. */
  public boolean acknowledged(boolean originator) {
    return hasLetter(originator, 'a');
  }

  /** Did bytes of this side of a TCP connection come twice. */
  public boolean repeated(boolean originator) {
    return hasLetter(originator, 't');
  }

  /** Zeek's history letters. */
  public String history() {
    return table.histories().text(page[base + HISTORY], page[base + HISTORY + 1]);
  }

  /** Offset of the first packet in its input. */
  public long firstOffset() {
    return page[base + IDENTITY] & LOW_48;
  }

  /** Number of the input that the first packet was in. */
  public int firstInput() {
    return (int) (page[base + IDENTITY] >>> 48);
  }

  /** Hardware address of one side, in 48 bits, or {@link Packet#NO_MAC}. */
  public long mac(boolean originator) {
    long address = page[base + (originator ? ORIGINATOR_MAC : RESPONDER_MAC)] >>> 16;
    return address == LOW_48 ? Packet.NO_MAC : address;
  }

  /** Innermost VLAN, 0 for none. */
  public int vlan() {
    return (int) page[base + ORIGINATOR_MAC] & 0xfff;
  }

  /** What the listener keeps with this flow. */
  public @Nullable Object attachment() {
    return table.attachment(id);
  }

  /** Keeps something with this flow, until it is gone. */
  public void attach(@Nullable Object attachment) {
    table.attach(id, attachment);
  }

  /** What the listener calls this flow in all that it tells of it. */
  public @Nullable Object label() {
    return table.label(id);
  }

  /** Calls it so, until it is gone. */
  public void label(Object label) {
    table.label(id, label);
  }
}
