package io.ringwall.plugin.docker;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One GET over the daemon's socket and its answer: HTTP/1.1 with a length, in chunks, or up to the
 * end of the connection. Used by one thread; {@link #close} may come from any and ends what waits.
 */
final class EngineCall implements Closeable {
  /** Longer than any head of Docker's. */
  private static final int HEAD_MAX = 64 << 10;

  private static final int OK = 200;
  private static final int HEX = 16;

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer read = ByteBuffer.allocate(1 << 16).limit(0);
  private final @Nullable Duration patience;
  private int status;
  private long left;
  private boolean chunked;
  private boolean ended;
  private volatile boolean closed;

  /**
   * Asks.
   *
   * @param patience how long the answer may say nothing; null for as long as it likes, once it has
   *     begun
   */
  EngineCall(Path socket, String path, Duration beginning, @Nullable Duration patience)
      throws IOException {
    this.patience = patience;
    SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      opened.connect(UnixDomainSocketAddress.of(socket));
      opened.configureBlocking(false);
      selector = Selector.open();
      opened.register(selector, SelectionKey.OP_READ);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    channel = opened;
    String request = "GET " + path + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
    ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      head(beginning);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void head(Duration beginning) throws IOException {
    String first = line(beginning);
    String[] words = first.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[0-9]{3}")) {
      throw new IOException("expected an answer in HTTP/1.1, found '" + first + "'");
    }
    status = Integer.parseInt(words[1]);
    left = Long.MAX_VALUE;
    for (String line = line(beginning); !line.isEmpty(); line = line(beginning)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        left = length(line.substring(line.indexOf(':') + 1).strip(), 10);
      } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
        chunked = true;
      }
    }
    if (chunked) {
      left = 0;
    }
  }

  private static long length(String digits, int radix) throws IOException {
    try {
      long length = Long.parseLong(digits, radix);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw new IOException("expected a length, found '" + digits + "'", e);
    }
    throw new IOException("expected a length, found '" + digits + "'");
  }

  int status() {
    return status;
  }

  /** All of the answer. */
  byte[] body(int max) throws IOException {
    var all = new ByteArrayOutputStream();
    for (int one = next(); one >= 0; one = next()) {
      if (all.size() == max) {
        throw new IOException("expected an answer of at most " + max + " bytes, found more");
      }
      all.write(one);
    }
    return all.toByteArray();
  }

  /** The next line of the answer, without its end; null at the end. A longer one is empty. */
  byte @Nullable [] nextLine(int max) throws IOException {
    var line = new ByteArrayOutputStream();
    boolean tooLong = false;
    int one = next();
    if (one < 0) {
      return null;
    }
    for (; one >= 0 && one != '\n'; one = next()) {
      tooLong |= line.size() == max;
      if (tooLong) {
        line.reset();
      } else {
        line.write(one);
      }
    }
    return line.toByteArray();
  }

  /** The next byte of the answer; -1 at its end. */
  private int next() throws IOException {
    if (ended) {
      return -1;
    }
    if (left == 0 && chunked) {
      chunk();
    }
    if (left == 0) {
      ended = true;
      return -1;
    }
    int one = raw(patience);
    if (one < 0) {
      ended = true;
      if (left < Long.MAX_VALUE) {
        throw new EOFException("the answer broke off");
      }
      return -1;
    }
    left--;
    if (left == 0 && chunked) {
      line(patience);
      chunked = true;
    }
    return one;
  }

  private void chunk() throws IOException {
    String line = line(patience);
    int extension = line.indexOf(';');
    left = length((extension < 0 ? line : line.substring(0, extension)).strip(), HEX);
    if (left == 0) {
      chunked = false;
    }
  }

  private String line(@Nullable Duration within) throws IOException {
    var line = new StringBuilder();
    for (int one = raw(within); one != '\n'; one = raw(within)) {
      if (one < 0) {
        throw new EOFException("the answer broke off");
      }
      if (line.length() == HEAD_MAX) {
        throw new IOException("expected a line of at most " + HEAD_MAX + " bytes, found more");
      }
      if (one != '\r') {
        line.append((char) one);
      }
    }
    return line.toString();
  }

  private int raw(@Nullable Duration within) throws IOException {
    while (!read.hasRemaining()) {
      read.clear();
      int count = channel.read(read);
      read.flip();
      if (count < 0) {
        return -1;
      }
      if (count == 0) {
        await(within);
      }
    }
    return read.get() & 0xff;
  }

  private void await(@Nullable Duration within) throws IOException {
    if (closed) {
      throw new IOException("it was closed");
    }
    int ready;
    try {
      ready = within == null ? selector.select() : selector.select(within.toMillis());
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException e) {
      throw new IOException("it was closed", e);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException();
    }
    if (ready == 0 && within != null) {
      throw new SocketTimeoutException("no answer within " + within.toSeconds() + " s");
    }
  }

  /** Is it the answer that was hoped for. */
  boolean isOk() {
    return status == OK;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.close();
    channel.close();
  }
}
