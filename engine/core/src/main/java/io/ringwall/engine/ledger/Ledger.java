package io.ringwall.engine.ledger;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An append log. Any thread appends; one thread writes what has gathered, syncs it, and says so. A
 * full queue makes appenders wait: nothing is ever dropped. While the disk takes nothing, what was
 * appended waits, for as long as {@link DiskTrouble} says.
 *
 * <p>A file that has grown is followed by one that begins with all that stands ({@link #renew}).
 */
public final class Ledger implements AutoCloseable {
  private static final int QUEUE_MAX = 65_536;

  /** A file is followed by another one when it is longer, and this often what it began with. */
  private static final long GROWN_MIN = 64L << 20;

  private static final int GROWN_TIMES = 4;

  /** Earlier files take so many bytes at most. */
  private static final long EARLIER_MAX = 1L << 30;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final LedgerFolder folder;
  private final DiskTrouble trouble;
  private final Thread writer;
  private final long tornBytes;
  private LedgerFile file;
  private long length;
  private long grown;
  private boolean renewing;
  private long appended;
  private long synced;
  private boolean closing;
  private @Nullable IOException failure;

  /** What waits to be written: a record, or that a new file is begun. */
  private sealed interface Waiting {}

  private record Append(LedgerRecord record, Runnable safe) implements Waiting {}

  private record Renewal(Supplier<List<LedgerRecord>> standing) implements Waiting {}

  private Ledger(LedgerFolder folder, LedgerFile file, ThreadFactory threads, DiskTrouble trouble) {
    this.folder = folder;
    this.file = file;
    this.tornBytes = file.tornBytes();
    this.length = file.length();
    this.grown = GROWN_MIN;
    this.trouble = trouble;
    this.writer = threads.newThread(this::run);
  }

  /** Opens a ledger that fails as soon as its disk does. */
  public static Ledger open(
      Path folder,
      Map<String, Integer> known,
      Consumer<LedgerRecord> reader,
      ThreadFactory threads) {
    return open(folder, known, reader, threads, DiskTrouble.FAIL);
  }

  /**
   * Opens a ledger, and cuts off what a crash left torn at its end: it was never acknowledged.
   *
   * @param folder its folder, made when missing
   * @param known the kinds that the caller reads, with the newest version of each
   * @param reader takes what is in it, in the order in which it was appended
   * @param threads makes the thread that writes
   * @param trouble asked when the disk does not take what is written
   * @throws RingwallException when it cannot be opened, is in use or damaged, or holds a record of
   *     a kind or version that is not known
   */
  public static Ledger open(
      Path folder,
      Map<String, Integer> known,
      Consumer<LedgerRecord> reader,
      ThreadFactory threads,
      DiskTrouble trouble) {
    LedgerFolder taken = LedgerFolder.take(folder, EARLIER_MAX);
    try {
      var ledger = new Ledger(taken, taken.open(known, reader), threads, trouble);
      ledger.writer.start();
      return ledger;
    } catch (RuntimeException e) {
      release(taken);
      throw e;
    }
  }

  private static void release(LedgerFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      throw new IllegalStateException("the ledger cannot be closed", e);
    }
  }

  /** How many bytes were cut off at its end when it was opened. */
  public long tornBytes() {
    return tornBytes;
  }

  /** Appends a record; see {@link #append(LedgerRecord, Runnable)}. */
  public void append(LedgerRecord record) throws InterruptedException {
    append(record, () -> {});
  }

  /**
   * Appends a record; waits while the queue is full.
   *
   * @param safe called on the ledger's thread, in order, once the record is synced; must not block
   * @throws InterruptedException when interrupted while waiting; the record was not taken
   * @throws RingwallException when the ledger cannot be written any more
   */
  public void append(LedgerRecord record, Runnable safe) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.size() >= QUEUE_MAX && failure == null && !closing) {
        changed.await();
      }
      check();
      if (closing) {
        throw new IllegalStateException("the ledger is closed");
      }
      queue.add(new Append(record, safe));
      appended++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has the file grown so much beyond what it began with that another one should follow. */
  public boolean isGrown() {
    lock.lock();
    try {
      return !renewing && length >= grown;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a new file behind what was appended by now; never waits. The present one is kept aside
   * under a number, until such files take more than 1 GiB. Where a new one cannot be written, the
   * present one grows on.
   *
   * @param standing all that the next start needs to know, in the order in which it is read; called
   *     on the ledger's thread, after what was appended before is safe
   */
  public void renew(Supplier<List<LedgerRecord>> standing) {
    lock.lock();
    try {
      if (!closing && failure == null) {
        renewing = true;
        queue.add(new Renewal(standing));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Records appended since it was opened. */
  public long appended() {
    lock.lock();
    try {
      return appended;
    } finally {
      lock.unlock();
    }
  }

  /** Records that are safe, of those appended since it was opened. */
  public long synced() {
    lock.lock();
    try {
      return synced;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything appended by now is safe.
   *
   * @throws RingwallException when the ledger cannot be written any more
   */
  public void sync() throws InterruptedException {
    sync(Duration.ofNanos(Long.MAX_VALUE));
  }

  /**
   * Waits until everything appended by now is safe, but not longer than this.
   *
   * @return false when something is not safe yet
   * @throws RingwallException when the ledger cannot be written any more
   */
  public boolean sync(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long upTo = appended;
      long left = patience.toNanos();
      while (synced < upTo && failure == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      check();
      return synced >= upTo;
    } finally {
      lock.unlock();
    }
  }

  private void check() {
    if (failure != null) {
      throw new RingwallException(
          Category.RESOURCE, "the ledger cannot be written: " + Reasons.of(failure), failure);
    }
  }

  private void run() {
    try {
      for (Waiting first = next(); first != null; first = next()) {
        switch (first) {
          case Renewal renewal -> follow(renewal);
          case Append append -> write(gather(append));
        }
      }
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(new IOException("internal error: " + e, e));
    }
  }

  /** What is to be done next; null when the ledger is closing and all is written. */
  private @Nullable Waiting next() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing) {
        changed.awaitUninterruptibly();
      }
      return queue.poll();
    } finally {
      lock.unlock();
    }
  }

  /** A group: this record, and those that wait behind it. */
  private List<Append> gather(Append first) {
    lock.lock();
    try {
      List<Append> group = new ArrayList<>();
      group.add(first);
      long bytes = first.record().json().length();
      while (bytes < Frame.GROUP_MAX && queue.peek() instanceof Append next) {
        queue.remove();
        bytes += next.record().json().length();
        group.add(next);
      }
      changed.signalAll();
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<Append> group) throws IOException {
    for (ByteBuffer bytes : Frame.groups(group.stream().map(Append::record).toList())) {
      insist(bytes);
    }
    group.forEach(append -> append.safe().run());
    done(group.size());
  }

  private void insist(ByteBuffer bytes) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        file.write(bytes.duplicate());
        if (tries > 1) {
          trouble.over();
        }
        return;
      } catch (IOException e) {
        await(e, trouble.failed(e, tries));
      }
    }
  }

  /** Waits before the next try; who closes the ledger does not wait for a disk. */
  private void await(IOException problem, @Nullable Duration pause) throws IOException {
    lock.lock();
    try {
      if (pause == null || closing) {
        throw problem;
      }
      long left = pause.toNanos();
      while (left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      problem.addSuppressed(e);
      throw problem;
    } finally {
      lock.unlock();
    }
  }

  private void follow(Renewal renewal) throws IOException {
    try {
      LedgerFile next = folder.renew(renewal.standing().get());
      LedgerFile before = file;
      file = next;
      before.close();
      renewed(Math.max(GROWN_MIN, GROWN_TIMES * next.length()));
    } catch (IOException e) {
      trouble.notRenewed(e);
      renewed(2 * file.length());
    }
  }

  private void renewed(long nextGrown) {
    lock.lock();
    try {
      renewing = false;
      length = file.length();
      grown = nextGrown;
    } finally {
      lock.unlock();
    }
  }

  private void done(int count) {
    lock.lock();
    try {
      synced += count;
      length = file.length();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(IOException problem) {
    lock.lock();
    try {
      failure = problem;
      queue.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes and syncs what waits, and closes the file. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      try {
        file.close();
      } finally {
        folder.close();
      }
    } catch (IOException e) {
      throw new RingwallException(
          Category.RESOURCE, "the ledger cannot be closed: " + Reasons.of(e), e);
    }
  }
}
