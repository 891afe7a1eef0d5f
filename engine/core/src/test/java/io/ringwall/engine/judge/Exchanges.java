package io.ringwall.engine.judge;

import io.ringwall.engine.identity.Estate;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.HttpExchangeBuilder;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import java.util.SplittableRandom;

/** Requests drawn by chance, and rules that have something to say of most of them. */
final class Exchanges {
  static final Origin PROXY = new Origin("h1", "waf", "e1");

  static final String COUNTS = "counts: { asked: { window: 60s, keys: 100 } }\n";

  static final String RULES =
      """
      rule "health checks pass" @inline
      salience 10
      when $r : HttpExchange(method == "GET", path == "/health")
      then verdict.allow("allow: health"); findings.raise($r, "allow: health"); end

      rule "no upload to the database" @inline
      when $r : HttpExchange(method in ("PUT", "POST"), responder.workload!.service == "db")
      then findings.raise($r, "deny: upload"); verdict.deny("deny: upload"); end

      rule "traversal" @inline @severity(HIGH)
      when $r : HttpExchange(text.finds(path, "\\\\.\\\\./"), $p : path)
      then verdict.deny("deny: " + $p); findings.raise($r, "deny: " + $p); end

      rule "known scanner" @inline @severity(LOW)
      salience -5
      when $r : HttpExchange(userAgent == "nikto" || method == "TRACE")
      then verdict.deny("deny: scanner"); findings.raise($r, "deny: scanner"); end

      rule "is only told" @inline
      when $r : HttpExchange(httpHost == "old.example")
      then findings.raise($r, "told: old host"); end

      rule "fails" @inline
      when $r : HttpExchange(method == "PUT")
      then verdict.deny("deny: " + $r.query().length()); findings.raise($r, "deny: 3"); end

      rule "route only"
      when $r : HttpExchange(method == "POST")
      then findings.raise($r, "of the route"); end

      rule "no shell" @inline
      when $e : ProcessEvent(process!.name == "sh", workload!.service == "web")
      then verdict.deny("deny: shell"); end

      rule "was denied" @severity(LOW)
      salience -20
      when $r : HttpExchange(verdict!.decision == Decision.DENY)
      then findings.raise($r, "denied"); end

      rule "asks often"
      salience 5
      when $r : HttpExchange(method == "TRACE", $from : originator)
      then
        counts.of("asked").key($from.address()).add();
        if (counts.of("asked").key($from.address()).value() % 10 == 0) {
          findings.raise($r, "asks often").key($from.address());
        }
      end

      rule "tries both ways" @severity(CRITICAL)
      when
        $found : Finding(ruleId == "inline/traversal")
        $r : HttpExchange(method == "PUT", this after[0s, 200ms] $found)
      then findings.incident("tries both ways", $found, $r); end
      """;

  private Exchanges() {}

  static Endpoint end(String address, int port) {
    return Endpoint.builder().address(IpAddress.parse(address)).port(port).build();
  }

  private static String one(SplittableRandom random, String... of) {
    return of[random.nextInt(of.length)];
  }

  /** The next request of somebody, as a proxy asks about it. */
  static HttpExchangeBuilder draw(SplittableRandom random, int number) {
    return HttpExchange.builder(PROXY, number, Estate.at(1 + number / 100.0))
        .originator(end(one(random, "192.0.2.7", "172.18.0.5"), 40_000))
        .responder(end(one(random, "172.18.0.5", "172.18.0.6", "198.51.100.1"), 80))
        .method(one(random, "GET", "GET", "GET", "POST", "PUT", "TRACE"))
        .path(one(random, "/", "/health", "/cart", "/a/../../etc/passwd", "/health/../x"))
        .query(one(random, "a=1", "b=2").equals("a=1") ? null : "b=2")
        .httpHost(one(random, "shop.example", "old.example"))
        .userAgent(one(random, "curl", "nikto", "browser"));
  }
}
