package io.ringwall.plugin.pcap.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.x: every request of a connection, with the head of its response; pipelining, upgrades and
 * CONNECT included.
 */
final class Http1Dissector implements StreamDissector {
  private static final int MAX_OPEN = 64;
  private static final int SWITCHING = 101;
  private static final String[] OF_RESPONSES = {
    "content-type", "content-length", "transfer-encoding", "upgrade"
  };

  private final FlowFacts facts;
  private final ExchangeListener listener;
  private final HeaderPolicy policy;
  private final boolean clientIsOriginator;
  private final Http1Side requests = new Http1Side(new Requests());
  private final Http1Side responses = new Http1Side(new Responses());
  private final ArrayDeque<HttpRequestHead> open = new ArrayDeque<>(1);
  private @Nullable HttpRequestHead last;
  private @Nullable StreamDissector inner;
  private boolean tunnel;
  private boolean upgradedToHttp2;

  Http1Dissector(
      FlowFacts facts, ExchangeListener listener, HeaderPolicy policy, boolean clientIsOriginator) {
    this.facts = facts;
    this.listener = listener;
    this.policy = policy;
    this.clientIsOriginator = clientIsOriginator;
    facts.applicationProtocol = "http";
  }

  @Override
  public void data(boolean fromOriginator, ByteBuffer data, int start, int end, long timeNanos) {
    if (inner != null) {
      inner.data(fromOriginator, data, start, end, timeNanos);
      return;
    }
    boolean fromClient = fromOriginator == clientIsOriginator;
    Http1Side side = fromClient ? requests : responses;
    if (fromClient && tunnel) {
      return;
    }
    int rest = side.data(data, start, end, timeNanos);
    if (tunnel && inner == null) {
      startInner();
    }
    if (inner != null && rest < end) {
      inner.data(fromOriginator, data, rest, end, timeNanos);
    }
  }

  private void startInner() {
    inner =
        upgradedToHttp2
            ? new Http2Dissector(facts, listener, policy, clientIsOriginator)
            : new Identification(facts, listener, policy);
  }

  /** Reads the client's side. */
  private final class Requests implements Http1Side.Reader {
    @Override
    public Http1Side.Framing head(String head, int bytes, long timeNanos) {
      HttpHead parsed = HttpHead.parse(head, policy.read());
      String[] parts = parsed.startLine().split(" ", 3);
      if (parts.length < 3 || !parts[2].startsWith("HTTP/")) {
        return Http1Side.Framing.NONE;
      }
      HttpFields fields = parsed.fields();
      String host = fields.get("host");
      boolean connect = parts[0].equals("CONNECT");
      String authority = host == null ? (connect ? parts[1] : "") : host;
      HttpRequestHead request =
          new HttpRequestHead(
              Text.printable(Text.limited(parts[0], 32)),
              parts[1],
              parts[2].substring(5).strip(),
              authority,
              fields,
              bytes,
              timeNanos);
      add(request, timeNanos);
      return framing(fields, false);
    }

    @Override
    public void body(long bytes) {
      if (last != null) {
        last.addBody(bytes);
      }
    }
  }

  private void add(HttpRequestHead request, long timeNanos) {
    last = request;
    open.add(request);
    if (facts.httpHost == null && !request.host().isEmpty()) {
      facts.httpHost = request.host();
    }
    if (facts.clientChain.isEmpty()) {
      facts.clientChain = request.fields().forwardedFor();
    }
    if (open.size() > MAX_OPEN) {
      listener.http(open.removeFirst().unanswered(policy), timeNanos);
    }
  }

  /** Reads the server's side. */
  private final class Responses implements Http1Side.Reader {
    @Override
    public Http1Side.Framing head(String head, int bytes, long timeNanos) {
      HttpHead parsed = HttpHead.parse(head, OF_RESPONSES);
      int status = parsed.status();
      if (status < 100) {
        return Http1Side.Framing.UNTIL_CLOSE;
      }
      boolean interim = status < 200 && status != SWITCHING;
      if (interim) {
        return Http1Side.Framing.NONE;
      }
      HttpFields fields = parsed.fields();
      HttpRequestHead request = open.pollFirst();
      if (open.isEmpty()) {
        last = null;
      }
      if (request != null) {
        String type = fields.get("content-type");
        long length = fields.number("content-length");
        listener.http(request.answered(policy, status, type, length), timeNanos);
      }
      return framing(request == null ? "" : request.method(), status, fields);
    }

    @Override
    public void body(long bytes) {
      // only its declared length is told: the exchange has been reported with its head
    }
  }

  private Http1Side.Framing framing(String method, int status, HttpFields fields) {
    boolean connected = method.equals("CONNECT") && status / 100 == 2;
    if (status == SWITCHING || connected) {
      tunnel = true;
      upgradedToHttp2 = fields.has("upgrade", "h2c");
      return Http1Side.Framing.TUNNEL;
    }
    boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
    return bodiless ? Http1Side.Framing.NONE : framing(fields, true);
  }

  private static Http1Side.Framing framing(HttpFields fields, boolean response) {
    if (fields.has("transfer-encoding", "chunked")) {
      return Http1Side.Framing.CHUNKED;
    }
    long length = fields.number("content-length");
    if (length >= 0) {
      return new Http1Side.Framing(length);
    }
    return response ? Http1Side.Framing.UNTIL_CLOSE : Http1Side.Framing.NONE;
  }

  @Override
  public void gap(boolean fromOriginator, long length) {
    if (inner != null) {
      inner.gap(fromOriginator, length);
    } else {
      (fromOriginator == clientIsOriginator ? requests : responses).gap(length);
    }
  }

  @Override
  public void close(long timeNanos) {
    while (!open.isEmpty()) {
      listener.http(open.removeFirst().unanswered(policy), timeNanos);
    }
    if (inner != null) {
      inner.close(timeNanos);
    }
  }

  @Override
  public boolean isDone() {
    return inner != null && inner.isDone() && open.isEmpty();
  }

  /**
   * The head of a message, cut into lines.
   *
   * @param startLine request or status line
   * @param fields header fields, of those that are wanted
   */
  private record HttpHead(String startLine, HttpFields fields) {
    static HttpHead parse(String head, String[] wanted) {
      HttpFields fields = new HttpFields();
      int feed = endOfLine(head, 0);
      String startLine = head.substring(0, withoutReturn(head, 0, feed));
      while (feed < head.length()) {
        int start = feed + 1;
        feed = endOfLine(head, start);
        fields.addLine(head, start, withoutReturn(head, start, feed), wanted);
      }
      return new HttpHead(startLine, fields);
    }

    private static int endOfLine(String head, int start) {
      int feed = head.indexOf('\n', start);
      return feed < 0 ? head.length() : feed;
    }

    /** Where a line ends, given where its line feed is, or the end of the text without one. */
    private static int withoutReturn(String head, int start, int feed) {
      boolean returns = feed > start && feed < head.length() && head.charAt(feed - 1) == '\r';
      return returns ? feed - 1 : feed;
    }

    int status() {
      String[] parts = startLine.split(" ", 3);
      boolean sane =
          parts.length >= 2
              && parts[0].regionMatches(true, 0, "HTTP/", 0, 5)
              && parts[1].length() == 3
              && isDigit(parts[1], 0)
              && isDigit(parts[1], 1)
              && isDigit(parts[1], 2);
      return sane ? Integer.parseInt(parts[1]) : 0;
    }

    private static boolean isDigit(String text, int index) {
      return text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
  }
}
