package io.ringwall.bench.rules;

import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Requests of which a fifth is asked for by one rule each, the rest by none.
 *
 * @param paths what each asks for, as its bytes on the wire
 */
record Requests(List<byte[]> paths) {
  private static final int COUNT = 1 << 13;
  private static final double MATCHING = 0.2;
  private static final Origin ORIGIN = new Origin("host", "proxy", "e");
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  private static final Endpoint CLIENT = end("192.0.2.7", 40_000);
  private static final Endpoint SERVER = end("198.51.100.9", 80);

  Requests {
    paths = List.copyOf(paths);
  }

  static Requests drawn(long seed, int rules) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[][] drawn = new byte[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      boolean matches = random.nextDouble() < MATCHING;
      int number = random.nextInt(rules);
      String path = EqualityRules.path(matches ? number : number + rules);
      drawn[i] = path.getBytes(StandardCharsets.ISO_8859_1);
    }
    return new Requests(List.of(drawn));
  }

  byte[][] all() {
    return paths.toArray(byte[][]::new);
  }

  /** The same as the product sees them. */
  static Object[] exchanges(byte[][] paths) {
    HttpExchange[] made = new HttpExchange[paths.length];
    for (int i = 0; i < made.length; i++) {
      made[i] =
          HttpExchange.builder(ORIGIN, i, START.plusMillis(i))
              .originator(CLIENT)
              .responder(SERVER)
              .method("GET")
              .path(new String(paths[i], StandardCharsets.ISO_8859_1))
              .build();
    }
    return made;
  }

  private static Endpoint end(String address, int port) {
    return Endpoint.builder().address(IpAddress.parse(address)).port(port).build();
  }
}
