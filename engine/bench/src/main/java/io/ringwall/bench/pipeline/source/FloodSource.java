package io.ringwall.bench.pipeline.source;

import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Makes requests as fast as the engine takes them. Of each thousand, the first is one that ends in
 * a finding ({@code /admin}, by the client whose {@code /login} came just before), 50 are admitted
 * to correlation ({@code /login}), 150 match one stateless rule each ({@code /asked/for/N}), and
 * the rest none ({@code /not/asked/N}).
 */
final class FloodSource implements CaptureSource {
  private static final int THOUSAND = 1_000;
  private static final int LOGIN_EVERY = 20;
  private static final int NETWORK = 192 << 24 | 168 << 16;

  private final InstantSource clock;
  private final Origin origin;
  private final Endpoint server;
  private final byte[][] asked;
  private final byte[][] notAsked;
  private volatile boolean closed;
  private long sequence;
  private int client;

  FloodSource(SourceContext context) {
    this.clock = context.clock();
    this.origin = context.origin(context.startEpoch());
    this.server = Endpoint.builder().address(IpAddress.parse("198.51.100.9")).port(80).build();
    this.asked = paths("/asked/for/");
    this.notAsked = paths("/not/asked/");
  }

  private static byte[][] paths(String prefix) {
    byte[][] paths = new byte[THOUSAND][];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = (prefix + i).getBytes(StandardCharsets.ISO_8859_1);
    }
    return paths;
  }

  @Override
  public Timing timing() {
    return Timing.live(Duration.ZERO);
  }

  @Override
  public void run(EventSink sink) throws InterruptedException {
    byte[] login = "/login".getBytes(StandardCharsets.ISO_8859_1);
    byte[] admin = "/admin".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; !closed; i = (i + 1) % THOUSAND) {
      // 7,919 is prime: each thousand asks for other rules than the one before.
      int number = (int) (sequence * 7_919 % THOUSAND);
      if (i % LOGIN_EVERY == 0) {
        client++;
        sink.emit(request(login));
      } else if (i == 1) {
        sink.emit(request(admin));
      } else if (i % LOGIN_EVERY <= 3) {
        sink.emit(request(asked[number]));
      } else {
        sink.emit(request(notAsked[number]));
      }
    }
  }

  private HttpExchange request(byte[] path) {
    IpAddress address = IpAddress.ofIpv4(NETWORK | client & 0xFFFF);
    return HttpExchange.builder(origin, sequence++, clock.instant())
        .originator(Endpoint.builder().address(address).port(40_000).build())
        .responder(server)
        .method("GET")
        .path(new String(path, StandardCharsets.ISO_8859_1))
        .status(200)
        .build();
  }

  @Override
  public void close() {
    closed = true;
  }
}
