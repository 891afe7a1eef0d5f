package io.ringwall.plugin.pcap.flow;

import java.util.Arrays;

/**
 * When each flow is next looked at, in packet time. A flow stands in one bucket, linked through its
 * own slot; packets do not move it: when its bucket comes up, the flow says when it is really due.
 * Within the current tick flows are in exact order.
 */
final class TimerWheel {
  private static final int TICK_BITS = 25;
  private static final int BUCKETS = 1 << 14;
  private static final int MASK = BUCKETS - 1;
  private static final long MAX_TICKS = BUCKETS - 2;
  private static final int IN_CURRENT_TICK = 0xfffe;
  private static final int NOWHERE = 0xffff;

  /** Says when a flow is really due. */
  interface Deadlines {
    long deadline(int id);
  }

  private final FlowTable table;
  private final Deadlines deadlines;
  private final int[] heads = new int[BUCKETS];
  private long tick;
  private int size;
  // No bucket between the current tick and this one holds a flow.
  private long emptyUntil;
  // Flows of the current tick by time, then number; those whose slot says otherwise are stale.
  private Due[] due = new Due[16];
  private int dueFrom;
  private int dueTo;

  private record Due(long nanos, int id) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int order = Long.compare(nanos, other.nanos);
      return order != 0 ? order : Integer.compare(id, other.id);
    }
  }

  TimerWheel(FlowTable table, Deadlines deadlines) {
    this.table = table;
    this.deadlines = deadlines;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Moves an empty wheel to a time. */
  void start(long nanos) {
    tick = nanos >>> TICK_BITS;
    dueFrom = 0;
    dueTo = 0;
  }

  void schedule(int id, long deadlineNanos) {
    size++;
    long at = deadlineNanos >>> TICK_BITS;
    if (at <= tick) {
      insert(new Due(deadlineNanos, id));
      return;
    }
    at = Math.min(at, tick + MAX_TICKS);
    emptyUntil = Math.min(emptyUntil, at);
    int bucket = (int) at & MASK;
    int head = heads[bucket];
    link(id, 0, head);
    if (head != 0) {
      link(head - 1, id + 1, next(head - 1));
    }
    heads[bucket] = id + 1;
    bucket(id, bucket);
  }

  private void insert(Due entry) {
    bucket(entry.id, IN_CURRENT_TICK);
    if (dueTo == due.length) {
      makeRoom();
    }
    int at = dueTo++;
    while (at > dueFrom && due[at - 1].compareTo(entry) > 0) {
      due[at] = due[at - 1];
      at--;
    }
    due[at] = entry;
  }

  private void makeRoom() {
    int count = dueTo - dueFrom;
    Due[] room = count > due.length / 2 ? new Due[2 * due.length] : due;
    System.arraycopy(due, dueFrom, room, 0, count);
    due = room;
    dueFrom = 0;
    dueTo = count;
  }

  void cancel(int id) {
    size--;
    int bucket = bucket(id);
    if (bucket == IN_CURRENT_TICK) {
      bucket(id, NOWHERE);
      return;
    }
    int previous = previous(id);
    int next = next(id);
    if (previous == 0) {
      heads[bucket] = next;
    } else {
      link(previous - 1, previous(previous - 1), next);
    }
    if (next != 0) {
      link(next - 1, previous, next(next - 1));
    }
  }

  /**
   * Takes the next flow that may be due by a time, in order of time.
   *
   * @return {@link FlowTable#NONE} when there is none any more
   */
  int take(long nanos) {
    long last = nanos >>> TICK_BITS;
    while (true) {
      while (dueFrom < dueTo && due[dueFrom].nanos <= nanos) {
        int id = due[dueFrom++].id;
        if (bucket(id) == IN_CURRENT_TICK) {
          bucket(id, NOWHERE);
          size--;
          return id;
        }
      }
      if (isEmpty()) {
        start(nanos);
        return FlowTable.NONE;
      }
      if (tick >= last) {
        return FlowTable.NONE;
      }
      turn(occupied(last));
    }
  }

  /** The next tick whose bucket holds a flow, at most this one. */
  private long occupied(long last) {
    long end = Math.min(last, tick + BUCKETS);
    long at = Math.max(tick + 1, Math.min(emptyUntil, end));
    while (at < end && heads[(int) at & MASK] == 0) {
      at++;
    }
    emptyUntil = at;
    return at;
  }

  /** Goes on to a tick, and brings those flows of its bucket that are due in it in order. */
  private void turn(long to) {
    tick = to;
    dueFrom = 0;
    dueTo = 0;
    int bucket = (int) tick & MASK;
    int head = heads[bucket];
    heads[bucket] = 0;
    while (head != 0) {
      int id = head - 1;
      head = next(id);
      size--;
      place(id, deadlines.deadline(id));
    }
    Arrays.sort(due, 0, dueTo);
  }

  private void place(int id, long deadline) {
    if (deadline >>> TICK_BITS > tick) {
      schedule(id, deadline);
      return;
    }
    size++;
    bucket(id, IN_CURRENT_TICK);
    if (dueTo == due.length) {
      makeRoom();
    }
    due[dueTo++] = new Due(deadline, id);
  }

  /** The flow that is due first, as far as the wheel knows. */
  int first() {
    for (int i = dueFrom; i < dueTo; i++) {
      if (bucket(due[i].id) == IN_CURRENT_TICK) {
        return due[i].id;
      }
    }
    for (long at = Math.max(tick + 1, emptyUntil); at < tick + BUCKETS; at++) {
      int head = heads[(int) at & MASK];
      if (head != 0) {
        emptyUntil = at;
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
