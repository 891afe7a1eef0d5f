package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP/2 without TLS, and gRPC on it: every request, with the head of its response. */
final class Http2Dissector implements StreamDissector {
  private static final int PREFACE = 24;
  private static final int MAX_OPEN = 128;

  private final FlowFacts facts;
  private final ExchangeListener listener;
  private final HeaderPolicy policy;
  private final boolean clientIsOriginator;
  private final HpackDecoder requestHeaders = new HpackDecoder();
  private final HpackDecoder responseHeaders = new HpackDecoder();
  private final Http2Frames requests = new Http2Frames(new Requests(), PREFACE);
  private final Http2Frames responses = new Http2Frames(new Responses(), 0);
  private final Map<Integer, HttpRequestHead> open = new LinkedHashMap<>();

  Http2Dissector(
      FlowFacts facts, ExchangeListener listener, HeaderPolicy policy, boolean clientIsOriginator) {
    this.facts = facts;
    this.listener = listener;
    this.policy = policy;
    this.clientIsOriginator = clientIsOriginator;
    facts.applicationProtocol = "http2";
  }

  @Override
  public void data(boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    (fromOriginator == clientIsOriginator ? requests : responses).add(data, start, end, timeNanos);
  }

  private static HttpFields fields(List<HpackDecoder.Field> decoded) {
    HttpFields fields = new HttpFields();
    decoded.forEach(field -> fields.add(field.name(), field.value()));
    return fields;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Reads the client's frames. */
  private final class Requests implements Http2Frames.Reader {
    @Override
    public void headers(int stream, Bytes block, int length, long timeNanos) {
      HttpFields fields = fields(requestHeaders.decode(block));
      String method = fields.get(":method");
      if (method == null) {
        return;
      }
      String host = fields.get("host");
      String authority = fields.get(":authority");
      HttpRequestHead request =
          new HttpRequestHead(
              Text.printable(Text.limited(method, 32)),
              orEmpty(fields.get(":path")),
              "2",
              orEmpty(authority == null ? host : authority),
              fields,
              length,
              timeNanos);
      add(stream, request, timeNanos);
    }

    @Override
    public void data(int stream, int length) {
      HttpRequestHead request = open.get(stream);
      if (request != null) {
        request.addBody(length);
      }
    }
  }

  private void add(int stream, HttpRequestHead request, long timeNanos) {
    if (facts.httpHost == null && !request.host().isEmpty()) {
      facts.httpHost = request.host();
    }
    if (facts.clientChain.isEmpty()) {
      facts.clientChain = request.fields().forwardedFor();
    }
    if (request.fields().has("content-type", "application/grpc")) {
      facts.applicationProtocol = "grpc";
    }
    open.put(stream, request);
    if (open.size() > MAX_OPEN) {
      Iterator<HttpRequestHead> oldest = open.values().iterator();
      listener.http(oldest.next().unanswered(policy), timeNanos);
      oldest.remove();
    }
  }

  /** Reads the server's frames. */
  private final class Responses implements Http2Frames.Reader {
    @Override
    public void headers(int stream, Bytes block, int length, long timeNanos) {
      HttpFields fields = fields(responseHeaders.decode(block));
      int status = Math.clamp(fields.number(":status"), 0, 999);
      boolean interimOrTrailer = status < 200;
      HttpRequestHead request = interimOrTrailer ? null : open.remove(stream);
      if (request != null) {
        String type = fields.get("content-type");
        long size = fields.number("content-length");
        listener.http(request.answered(policy, status, type, size), timeNanos);
      }
    }

    @Override
    public void data(int stream, int length) {
      // only its declared length is told: the exchange has been reported with its head
    }
  }

  @Override
  public void gap(boolean fromOriginator, long length) {
    (fromOriginator == clientIsOriginator ? requests : responses).gap(length);
  }

  @Override
  public void close(long timeNanos) {
    open.values().forEach(request -> listener.http(request.unanswered(policy), timeNanos));
    open.clear();
  }

  @Override
  public boolean isDone() {
    boolean requestsLost = requests.isLost() || requestHeaders.isLost();
    return requestsLost && (responses.isLost() || open.isEmpty());
  }
}
