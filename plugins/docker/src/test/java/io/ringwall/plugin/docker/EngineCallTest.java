package io.ringwall.plugin.docker;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that has begun its answer and says no more, as one of whose events none happen. */
final class EngineCallTest {
  private static final int TIMES = 200;

  @TempDir private Path folder;

  private interface End {
    void of(EngineCall call, Thread reader) throws IOException;
  }

  /** What reading a line comes to, when it is ended in this way. */
  private static Throwable ended(EngineCall call, End end) throws Exception {
    var reading = new FutureTask<>(() -> call.nextLine(1_000));
    Thread reader = Thread.ofPlatform().start(reading);
    end.of(call, reader);
    var ended =
        assertThrows(ExecutionException.class, () -> reading.get(30, TimeUnit.SECONDS)).getCause();
    assertTrue(reader.join(Duration.ofSeconds(30)));
    return ended;
  }

  private Throwable ended(End end) throws Exception {
    Path socket = folder.resolve("d.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      var opening =
          new FutureTask<>(() -> new EngineCall(socket, "/events", Duration.ofSeconds(30), null));
      Thread.ofPlatform().start(opening);
      try (SocketChannel daemon = server.accept()) {
        daemon.write(
            StandardCharsets.US_ASCII.encode(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        try (EngineCall call = opening.get(30, TimeUnit.SECONDS)) {
          return ended(call, end);
        }
      }
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  @Test
  void endsWhenItsThreadIsInterrupted() throws Exception {
    assertInstanceOf(ClosedByInterruptException.class, ended((call, reader) -> reader.interrupt()));
  }

  @Test
  void failsAsOtherChannelsDoWheneverItIsClosed() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      int spins = i * 20;
      Throwable ended =
          ended((call, reader) -> {
            for (int spin = 0; spin < spins; spin++) {
              Thread.onSpinWait();
            }
            call.close();
          });
      assertInstanceOf(IOException.class, ended);
    }
  }
}
