package io.ringwall.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A client that follows a stream by hand, and reads when it likes to. */
final class RawStream implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader lines;

  /** What was sent. */
  record Sent(String kind, String id, JsonNode data) {}

  private RawStream(SocketChannel channel) {
    this.channel = channel;
    this.lines = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8));
  }

  /** Asks for a stream, with these lines in the request's head; reads nothing yet. */
  static RawStream of(Path socket, String path, String... head) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    List<String> request = new ArrayList<>(List.of("GET /api/v1" + path + " HTTP/1.0"));
    request.add("Host: ringwall");
    request.addAll(List.of(head));
    ByteBuffer bytes = UTF_8.encode(String.join("\r\n", request) + "\r\n\r\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return new RawStream(channel);
  }

  /** Reads the head of the answer: what happens from then on is sent. */
  RawStream opened() throws IOException {
    for (String line = lines.readLine(); !line.startsWith(":"); line = lines.readLine()) {
      // The status, and headers.
    }
    return this;
  }

  /** Reads until this was sent, and gives all up to it. */
  List<Sent> until(Predicate<Sent> last) throws IOException {
    List<Sent> all = new ArrayList<>();
    String kind = "";
    String id = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: ")) {
        kind = line.substring("event: ".length());
        id = "";
      } else if (line.startsWith("id: ")) {
        id = line.substring("id: ".length());
      } else if (line.startsWith("data: ")) {
        var sent = new Sent(kind, id, Contract.JSON.readTree(line.substring("data: ".length())));
        all.add(sent);
        if (last.test(sent)) {
          return all;
        }
      }
    }
    throw new IOException("the stream ended after " + all.size());
  }

  /** Reads all that is still sent. */
  String rest() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      all.append(line).append('\n');
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
