package io.ringwall.engine.ledger;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An append log. Any thread appends; one thread writes what has gathered, syncs it, and says so. A
 * full queue makes appenders wait: nothing is ever dropped.
 */
public final class Ledger implements AutoCloseable {
  private static final int QUEUE_MAX = 65_536;
  private static final int GROUP_MAX = 8 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final LedgerFile file;
  private final Thread writer;
  private long appended;
  private long synced;
  private boolean closing;
  private @Nullable IOException failure;

  private Ledger(LedgerFile file, ThreadFactory threads) {
    this.file = file;
    this.writer = threads.newThread(this::run);
  }

  /**
   * Opens a ledger, and cuts off what a crash left torn at its end: it was never acknowledged.
   *
   * @param folder its folder, made when missing
   * @param known the kinds that the caller reads, with the newest version of each
   * @param reader takes what is in it, in the order in which it was appended
   * @param threads makes the thread that writes
   * @throws RingwallException when it cannot be opened, is in use or damaged, or holds a record of
   *     a kind or version that is not known
   */
  public static Ledger open(
      Path folder,
      Map<String, Integer> known,
      Consumer<LedgerRecord> reader,
      ThreadFactory threads) {
    var ledger = new Ledger(LedgerFile.open(folder.resolve("ledger.log"), known, reader), threads);
    ledger.writer.start();
    return ledger;
  }

  /** How many bytes were cut off at its end when it was opened. */
  public long tornBytes() {
    return file.tornBytes();
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
      queue.add(new Waiting(record, safe));
      appended++;
      changed.signalAll();
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
    lock.lockInterruptibly();
    try {
      long upTo = appended;
      while (synced < upTo && failure == null) {
        changed.await();
      }
      check();
    } finally {
      lock.unlock();
    }
  }

  private void check() {
    if (failure != null) {
      throw new RingwallException(
          Category.RESOURCE, "the ledger cannot be written: " + failure.getMessage(), failure);
    }
  }

  private void run() {
    try {
      for (List<Waiting> group = take(); !group.isEmpty(); group = take()) {
        write(group);
        group.forEach(waiting -> waiting.safe().run());
        done(group.size());
      }
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(new IOException("internal error: " + e, e));
    }
  }

  /** The next group; empty when the ledger is closing and all is written. */
  private List<Waiting> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing) {
        changed.awaitUninterruptibly();
      }
      List<Waiting> group = new ArrayList<>();
      for (long bytes = 0; bytes < GROUP_MAX && !queue.isEmpty(); ) {
        Waiting next = queue.remove();
        bytes += next.record().json().length();
        group.add(next);
      }
      changed.signalAll();
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<Waiting> group) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (Waiting waiting : group) {
      bytes.writeBytes(Frame.encode(waiting.record(), bytes.size()));
    }
    file.write(ByteBuffer.wrap(bytes.toByteArray()));
  }

  private void done(int count) {
    lock.lock();
    try {
      synced += count;
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
      file.close();
    } catch (IOException e) {
      throw new RingwallException(
          Category.RESOURCE, "the ledger cannot be closed: " + e.getMessage(), e);
    }
  }

  private record Waiting(LedgerRecord record, Runnable safe) {}
}
