package io.ringwall.engine.flows;

import static io.ringwall.engine.identity.Estate.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.ringwall.engine.identity.Estate;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import org.junit.jupiter.api.Test;

/** Packets of a masqueraded connection get their true originator, and no others. */
final class TranslationsTest {
  private final Estate estate = new Estate();
  private final Translations translations = new Translations();

  private Flow packets(String from, String to) {
    return estate.tcp(from, to, at(1)).history("S").preExisting(true).build();
  }

  private void told(String from, String to, String mask) {
    var end = Estate.end(mask);
    var behind = Estate.end(to);
    translations.learn(
        estate
            .flow("conntrack", "e1", from, to, at(0), Protocol.TCP)
            .masqueraded(
                mask.equals(from)
                    ? null
                    : new AddressPair(end.address(), end.port(), behind.address(), behind.port()))
            .build());
  }

  @Test
  void whatIsMasqueradedShowsWhoBeganIt() {
    told("172.18.0.5:40000", "172.19.0.9:80", "172.19.0.1:61000");
    Flow seen = packets("172.19.0.1:61000", "172.19.0.9:80");
    Flow unmasked = translations.unmasked(seen);
    assertEquals(IpAddress.parse("172.18.0.5"), unmasked.originator().address());
    assertEquals(40000, unmasked.originator().port());
    assertEquals(seen.id(), unmasked.id());
    assertEquals(seen.flowId(), unmasked.flowId());
    assertEquals(seen.history(), unmasked.history());
    assertEquals(seen.preExisting(), unmasked.preExisting());
  }

  @Test
  void whatTheHostItselfBeginsStaysItsOwn() {
    told("172.18.0.5:40000", "172.19.0.9:80", "172.19.0.1:61000");
    Flow other = packets("172.19.0.1:61001", "172.19.0.9:80");
    assertSame(other, translations.unmasked(other));
    // The host uses the port that was lent to the container before.
    told("172.19.0.1:61000", "172.19.0.9:80", "172.19.0.1:61000");
    Flow own = packets("172.19.0.1:61000", "172.19.0.9:80");
    assertSame(own, translations.unmasked(own));
  }
}
