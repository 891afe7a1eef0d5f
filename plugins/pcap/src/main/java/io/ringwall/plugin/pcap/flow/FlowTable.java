package io.ringwall.plugin.pcap.flow;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The flows that are alive: numbered slots in pages of plain longs, found by an open-addressing
 * index. A flow costs 192 bytes, and 16 to 32 in the index; nothing is allocated per packet.
 */
final class FlowTable {
  static final int NONE = -1;
  private static final int PAGE_BITS = 10;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
  private static final int MIN_INDEX = 1 << 12;

  private final int maxFlows;
  private final HistoryTexts histories = new HistoryTexts();
  private long[][] pages = new long[16][];
  private @Nullable Object[][] attachments = new Object[16][];
  private @Nullable Object[][] labels = new Object[16][];
  private long[] index = new long[MIN_INDEX];
  private final long[] expected = new long[FlowTracker.AHEAD];

  /** Kept, since reading what nobody uses would be left out. */
  long lastRead;

  private int slots;
  private int free = NONE;
  private int size;

  private final @Nullable PacketCounts counts;

  /**
   * An empty table.
   *
   * @param counts who counts packets of some flows, or null
   */
  FlowTable(int maxFlows, @Nullable PacketCounts counts) {
    this.maxFlows = maxFlows;
    this.counts = counts;
  }

  /** Who counts packets; there is one, if a flow's are counted. */
  PacketCounts counts() {
    return Objects.requireNonNull(counts);
  }

  HistoryTexts histories() {
    return histories;
  }

  int size() {
    return size;
  }

  boolean full() {
    return size >= maxFlows;
  }

  long[] page(int id) {
    return pages[id >>> PAGE_BITS];
  }

  static int base(int id) {
    return (id & PAGE_MASK) * FlowRecord.LONGS;
  }

  @Nullable Object attachment(int id) {
    return attachments[id >>> PAGE_BITS][id & PAGE_MASK];
  }

  void attach(int id, @Nullable Object attachment) {
    attachments[id >>> PAGE_BITS][id & PAGE_MASK] = attachment;
  }

  @Nullable Object label(int id) {
    return labels[id >>> PAGE_BITS][id & PAGE_MASK];
  }

  void label(int id, @Nullable Object label) {
    labels[id >>> PAGE_BITS][id & PAGE_MASK] = label;
  }

  /** Finds the flow of a key in either direction, and notes in the key which it is. */
  int find(FlowKey key, int hash) {
    int mask = index.length - 1;
    for (int at = hash & mask; index[at] != 0; at = (at + 1) & mask) {
      long entry = index[at];
      if ((int) (entry >>> 32) == hash && matches(id(entry), key)) {
        return id(entry);
      }
    }
    return NONE;
  }

  /**
   * Reads what {@link #find} and the next packets of these keys will read. One after the other each
   * would wait for memory two or three times; of many together the processor waits about once.
   */
  void expect(int[] hashes, int count) {
    if (slots == 0) {
      return;
    }
    int mask = index.length - 1;
    for (int i = 0; i < count; i++) {
      expected[i] = index[hashes[i] & mask];
    }
    long read = 0;
    for (int i = 0; i < count; i++) {
      int id = Math.max(0, id(expected[i]));
      long[] page = page(id);
      int base = base(id);
      read += page[base + FlowRecord.CONTEXT] + page[base + FlowRecord.HISTORY];
    }
    lastRead = read;
  }

  private static int id(long entry) {
    return (int) entry - 1;
  }

  private boolean matches(int id, FlowKey key) {
    long[] page = page(id);
    int base = base(id);
    if (page[base + FlowRecord.CONTEXT] != key.context
        || (int) page[base + FlowRecord.PORTS] != key.protocol) {
      return false;
    }
    int ports = (int) (page[base + FlowRecord.PORTS] >>> 32);
    boolean forward =
        ports == (key.sourcePort << 16 | key.destinationPort)
            && page[base + FlowRecord.ORIGINATOR_LOW] == key.sourceLow
            && page[base + FlowRecord.RESPONDER_LOW] == key.destinationLow
            && page[base + FlowRecord.ORIGINATOR_HIGH] == key.sourceHigh
            && page[base + FlowRecord.RESPONDER_HIGH] == key.destinationHigh;
    key.reversed = !forward;
    return forward
        || ports == (key.destinationPort << 16 | key.sourcePort)
            && page[base + FlowRecord.ORIGINATOR_LOW] == key.destinationLow
            && page[base + FlowRecord.RESPONDER_LOW] == key.sourceLow
            && page[base + FlowRecord.ORIGINATOR_HIGH] == key.destinationHigh
            && page[base + FlowRecord.RESPONDER_HIGH] == key.sourceHigh;
  }

  /**
   * Takes a slot for a new flow.
   *
   * @param flipped the sender of the packet is the responder
   */
  int add(FlowKey key, int hash, boolean flipped) {
    int id = slot();
    long[] page = page(id);
    int base = base(id);
    Arrays.fill(page, base, base + FlowRecord.LONGS, 0);
    page[base + FlowRecord.ORIGINATOR_HIGH] = flipped ? key.destinationHigh : key.sourceHigh;
    page[base + FlowRecord.ORIGINATOR_LOW] = flipped ? key.destinationLow : key.sourceLow;
    page[base + FlowRecord.RESPONDER_HIGH] = flipped ? key.sourceHigh : key.destinationHigh;
    page[base + FlowRecord.RESPONDER_LOW] = flipped ? key.sourceLow : key.destinationLow;
    page[base + FlowRecord.CONTEXT] = key.context;
    long originatorPort = flipped ? key.destinationPort : key.sourcePort;
    long responderPort = flipped ? key.sourcePort : key.destinationPort;
    page[base + FlowRecord.PORTS] = originatorPort << 48 | responderPort << 32 | key.protocol;
    put(hash, id);
    size++;
    return id;
  }

  private int slot() {
    if (free != NONE) {
      int id = free;
      free = (int) page(id)[base(id)];
      return id;
    }
    int number = slots >>> PAGE_BITS;
    if (number == pages.length) {
      pages = Arrays.copyOf(pages, number * 2);
      attachments = Arrays.copyOf(attachments, number * 2);
      labels = Arrays.copyOf(labels, number * 2);
    }
    if (pages[number] == null) {
      pages[number] = new long[FlowRecord.LONGS << PAGE_BITS];
      attachments[number] = new Object[1 << PAGE_BITS];
      labels[number] = new Object[1 << PAGE_BITS];
    }
    return slots++;
  }

  private void put(int hash, int id) {
    if (size + (size >>> 1) >= index.length - 1 - (index.length >>> 2)) {
      grow();
    }
    place(index, (long) hash << 32 | (id + 1));
  }

  private static void place(long[] index, long entry) {
    int mask = index.length - 1;
    int at = (int) (entry >>> 32) & mask;
    while (index[at] != 0) {
      at = (at + 1) & mask;
    }
    index[at] = entry;
  }

  private void grow() {
    long[] larger = new long[index.length * 2];
    for (long entry : index) {
      if (entry != 0) {
        place(larger, entry);
      }
    }
    index = larger;
  }

  /** Frees a slot. */
  void remove(int id, int hash) {
    int mask = index.length - 1;
    int at = hash & mask;
    while (id(index[at]) != id) {
      at = (at + 1) & mask;
    }
    closeGap(at, mask);
    attach(id, null);
    label(id, null);
    page(id)[base(id)] = free;
    free = id;
    size--;
  }

  /** Moves later entries of the probe sequence up, so that no tombstones are needed. */
  private void closeGap(int gap, int mask) {
    int hole = gap;
    for (int at = (gap + 1) & mask; index[at] != 0; at = (at + 1) & mask) {
      int home = (int) (index[at] >>> 32) & mask;
      boolean movable = ((at - home) & mask) >= ((at - hole) & mask);
      if (movable) {
        index[hole] = index[at];
        hole = at;
      }
    }
    index[hole] = 0;
  }
}
