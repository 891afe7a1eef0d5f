package io.ringwall.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Between an engine and a Docker daemon: answers about some containers come late. */
final class SlowDocker implements AutoCloseable {
  private static final int BLOCK = 8192;

  private final Path daemon;
  private final Duration late;
  private final Predicate<String> slow;
  private final ServerSocketChannel server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Listens.
   *
   * @param at the socket that it makes
   * @param daemon the daemon's socket
   * @param late how long an answer is held back
   * @param slow of which requests, by the bytes of the request
   */
  SlowDocker(Path at, Path daemon, Duration late, Predicate<String> slow) throws IOException {
    this.daemon = daemon;
    this.late = late;
    this.slow = slow;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(at));
    var _ = threads.submit(this::accept);
  }

  private Void accept() throws IOException {
    try {
      while (true) {
        SocketChannel client = server.accept();
        SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(daemon));
        var _ = threads.submit(() -> copy(client, there, true));
        var _ = threads.submit(() -> copy(there, client, false));
      }
    } catch (AsynchronousCloseException _) {
      return null;
    }
  }

  private Void copy(SocketChannel from, SocketChannel to, boolean requests) throws Exception {
    try (from;
        to) {
      InputStream in = Channels.newInputStream(from);
      OutputStream out = Channels.newOutputStream(to);
      byte[] block = new byte[BLOCK];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        if (requests && slow.test(new String(block, 0, read, StandardCharsets.ISO_8859_1))) {
          Thread.sleep(late);
        }
        out.write(block, 0, read);
        out.flush();
      }
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
