package io.ringwall.plugin.pcap.flow;

/**
 * When each flow is next looked at, in packet time. A flow stands in one bucket, linked through its
 * own slot; packets do not move it: when its bucket comes up, the flow says when it is really due.
 */
final class TimerWheel {
  private static final int TICK_BITS = 25;
  private static final int BUCKETS = 1 << 14;
  private static final int MASK = BUCKETS - 1;
  private static final long MAX_TICKS = BUCKETS - 2;

  private final FlowTable table;
  private final int[] heads = new int[BUCKETS];
  private long tick;
  private int size;

  TimerWheel(FlowTable table) {
    this.table = table;
  }

  /** The wheel has fired everything before this time. */
  long time() {
    return tick << TICK_BITS;
  }

  /** Moves an empty wheel to a time. */
  void start(long nanos) {
    tick = nanos >>> TICK_BITS;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Is there a whole tick between here and this time. */
  boolean due(long nanos) {
    return tick < nanos >>> TICK_BITS;
  }

  /** Does this time lie behind the current tick. */
  boolean schedulable(long nanos) {
    return nanos >>> TICK_BITS > tick;
  }

  void schedule(int id, long deadlineNanos) {
    long due = Math.clamp(deadlineNanos >>> TICK_BITS, tick, tick + MAX_TICKS);
    int bucket = (int) due & MASK;
    int head = heads[bucket];
    link(id, 0, head);
    if (head != 0) {
      link(head - 1, id + 1, next(head - 1));
    }
    heads[bucket] = id + 1;
    bucket(id, bucket);
    size++;
  }

  void cancel(int id) {
    int previous = previous(id);
    int next = next(id);
    if (previous == 0) {
      heads[bucket(id)] = next;
    } else {
      link(previous - 1, previous(previous - 1), next);
    }
    if (next != 0) {
      link(next - 1, previous, next(next - 1));
    }
    size--;
  }

  /** Takes a flow out of the current bucket; {@link FlowTable#NONE} when it is empty. */
  int take() {
    int head = heads[(int) tick & MASK];
    if (head == 0) {
      return FlowTable.NONE;
    }
    cancel(head - 1);
    return head - 1;
  }

  /** Goes on to the next bucket. */
  void turn() {
    tick++;
  }

  /** The flow that is due first, as far as the wheel knows. */
  int first() {
    for (int i = 0; i < BUCKETS; i++) {
      int head = heads[(int) (tick + i) & MASK];
      if (head != 0) {
        return head - 1;
      }
    }
    return FlowTable.NONE;
  }

  private void link(int id, int previous, int next) {
    table.page(id)[FlowTable.base(id) + FlowRecord.TIMER] =
        (long) previous << 32 | (next & 0xffff_ffffL);
  }

  private int previous(int id) {
    return (int) (table.page(id)[FlowTable.base(id) + FlowRecord.TIMER] >>> 32);
  }

  private int next(int id) {
    return (int) table.page(id)[FlowTable.base(id) + FlowRecord.TIMER];
  }

  private int bucket(int id) {
    return (int) table.page(id)[FlowTable.base(id) + FlowRecord.RESPONDER_MAC] & 0xffff;
  }

  private void bucket(int id, int bucket) {
    long[] page = table.page(id);
    int at = FlowTable.base(id) + FlowRecord.RESPONDER_MAC;
    page[at] = (page[at] & ~0xffffL) | bucket;
  }
}
