package io.ringwall.engine.route;

import static io.ringwall.engine.identity.Estate.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.flows.Translations;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attempts to addresses that stand for others wait for their own translation, and nobody else. */
final class WaitingRoomTest {
  private static final String SERVICE = "10.96.0.7:80";

  private final Estate estate = new Estate();
  private final Translations translations = new Translations();
  private final WaitingRoom room =
      new WaitingRoom(new Identity("h1", IdentityLimits.DEFAULT), translations);

  private Flow packets(String from, String to, FlowPhase phase, double now) {
    return estate.tcp(from, to, at(now)).phase(phase).build();
  }

  private Flow translation(String from, double now) {
    var client = Estate.end(from);
    return estate
        .flow("conntrack", "e1", from, "172.18.0.9:8080", at(now), Protocol.TCP)
        .original(
            new AddressPair(client.address(), client.port(), IpAddress.parse("10.96.0.7"), 80))
        .build();
  }

  @Test
  void anAttemptToAServiceWaitsUntilItsTranslationIsTold() {
    assertFalse(translations.learn(translation("172.18.0.5:40000", 0)));
    Flow attempt = packets("172.18.0.5:40001", SERVICE, FlowPhase.ATTEMPT, 1);
    Flow next = packets("172.18.0.5:40001", SERVICE, FlowPhase.ESTABLISHED, 1.01);
    assertTrue(room.holds(attempt, at(1)));
    assertTrue(room.holds(next, at(1.01)));
    assertEquals(List.of(), room.due(at(1.05)));
    assertFalse(translations.learn(translation("172.18.0.5:40002", 1.02)));
    assertEquals(List.of(), room.known());
    assertTrue(translations.learn(translation("172.18.0.5:40001", 1.03)));
    assertEquals(List.of(attempt, next), room.known());
  }

  @Test
  void itWaitsNoLongerThanATenthOfASecond() {
    translations.learn(translation("172.18.0.5:40000", 0));
    Flow attempt = packets("172.18.0.5:40001", SERVICE, FlowPhase.ATTEMPT, 1);
    assertTrue(room.holds(attempt, at(1)));
    assertEquals(List.of(attempt), room.due(at(1.1)));
    assertFalse(room.holds(packets("172.18.0.5:40003", SERVICE, FlowPhase.ATTEMPT, 1), at(1.2)));
  }

  @Test
  void othersPassAtOnce() {
    assertFalse(room.holds(packets("172.18.0.5:40000", SERVICE, FlowPhase.ATTEMPT, 0), at(0)));
    translations.learn(translation("172.18.0.5:40001", 0.5));
    assertFalse(room.holds(packets("172.18.0.5:40001", SERVICE, FlowPhase.ATTEMPT, 1), at(1)));
    assertFalse(room.holds(packets("172.18.0.5:40002", SERVICE, FlowPhase.UPDATE, 1), at(1)));
    assertFalse(
        room.holds(packets("172.18.0.5:40003", "10.96.0.7:81", FlowPhase.ATTEMPT, 1), at(1)));
    assertFalse(room.holds(translation("172.18.0.5:40004", 1), at(1)));
    assertEquals(0, room.waited());
  }
}
