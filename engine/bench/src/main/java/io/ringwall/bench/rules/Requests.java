package io.ringwall.bench.rules;

import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Requests of which a fifth is asked for by one rule each, the rest by none.
 *
 * @param exchanges as the product sees them
 */
record Requests(List<HttpExchange> exchanges) {
  private static final int COUNT = 1 << 13;
  private static final double MATCHING = 0.2;
  private static final Origin ORIGIN = new Origin("host", "proxy", "e");
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

  Requests {
    exchanges = List.copyOf(exchanges);
  }

  static Requests drawn(long seed, int rules) {
    SplittableRandom random = new SplittableRandom(seed);
    List<HttpExchange> drawn = new ArrayList<>(COUNT);
    Endpoint client = end("192.0.2.7", 40_000);
    Endpoint server = end("198.51.100.9", 80);
    for (int i = 0; i < COUNT; i++) {
      boolean matches = random.nextDouble() < MATCHING;
      int number = random.nextInt(rules);
      drawn.add(
          HttpExchange.builder(ORIGIN, i, START.plusMillis(i))
              .originator(client)
              .responder(server)
              .method("GET")
              .path(EqualityRules.path(matches ? number : number + rules))
              .build());
    }
    return new Requests(drawn);
  }

  private static Endpoint end(String address, int port) {
    return Endpoint.builder().address(IpAddress.parse(address)).port(port).build();
  }

  int count() {
    return exchanges.size();
  }
}
