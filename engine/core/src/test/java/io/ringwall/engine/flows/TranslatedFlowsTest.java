package io.ringwall.engine.flows;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.identity.Estate;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowBuilder;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections to service addresses and published ports, as packets and the kernel show them. */
final class TranslatedFlowsTest {
  private static final String CLIENT = "172.18.0.5:40000";
  private static final String SERVICE = "10.96.0.7:80";
  private static final String BEHIND = "172.19.0.9:8080";
  private static final AddressPair ORIGINAL =
      new AddressPair(IpAddress.parse("172.18.0.5"), 40000, IpAddress.parse("10.96.0.7"), 80);

  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private final FlowTable table =
      new FlowTable(identity, new Model(Configuration.DEFAULT), FlowLimits.DEFAULT);
  private final List<TrackedFlow> seen = new ArrayList<>();
  private long order;

  @BeforeEach
  void twoContainersAndAService() {
    identity.apply(
        estate.event(ContainerAction.START, workload("a-1", "a", "172.18.0.5"), at(-60)).build(),
        ++order);
    identity.apply(
        estate.event(ContainerAction.START, workload("b-1", "b", "172.19.0.9"), at(-60)).build(),
        ++order);
    identity.service(IpAddress.parse("10.96.0.7"), new ServiceRef("shop", "b", 80));
  }

  private TrackedFlow accept(FlowBuilder event) {
    table.accept(event.build(), ++order, seen::add);
    return seen.getLast();
  }

  /** What an interface shows of packets between these ends. */
  private FlowBuilder packets(String on, String to, FlowPhase phase, double now) {
    return packets(on, to, Protocol.TCP, phase, now);
  }

  private FlowBuilder packets(
      String on, String to, Protocol protocol, FlowPhase phase, double now) {
    return estate
        .flow("pcap", "start", CLIENT, to, at(now), protocol)
        .flowId("pcap-" + on + "-" + to)
        .start(at(0))
        .phase(phase)
        .history("S")
        .state(ConnectionState.S0)
        .traffic(new Traffic(0, 1, 0, 0, 0))
        .witnesses(List.of(new Witness("pcap", on, null)));
  }

  /** What the kernel tells. */
  private FlowBuilder tracked(FlowPhase phase, double now) {
    return estate
        .flow("conntrack", "start", CLIENT, BEHIND, at(now), Protocol.TCP)
        .flowId("conntrack-1")
        .start(at(0))
        .phase(phase)
        .original(ORIGINAL);
  }

  private Set<String> flows() {
    return seen.stream().map(Flow::flowId).collect(Collectors.toSet());
  }

  private long settled() {
    return seen.stream().filter(Flow::settled).count();
  }

  private static String text(Endpoint end) {
    return end.address() + ":" + end.port();
  }

  private void endsAtTheContainer(TrackedFlow flow) {
    assertEquals(BEHIND, text(flow.responder()));
    assertEquals("b-1", Objects.requireNonNull(flow.responder().workload()).name());
    assertEquals(new ServiceRef("shop", "b", 80), flow.responder().service());
    assertEquals(ORIGINAL, flow.original());
    assertEquals(8080, flow.edge().key().port());
  }

  @Test
  void packetsBeforeAndAfterTranslationAreOneFlowToTheContainerBehind() {
    accept(tracked(FlowPhase.ATTEMPT, 0));
    accept(packets("br-1", SERVICE, FlowPhase.ATTEMPT, 0));
    accept(packets("br-2", BEHIND, FlowPhase.ATTEMPT, 0));
    accept(packets("br-2", BEHIND, FlowPhase.ESTABLISHED, 0.1).traffic(new Traffic(0, 2, 0, 1, 0)));
    accept(tracked(FlowPhase.ESTABLISHED, 0.1));
    accept(
        packets("br-1", SERVICE, FlowPhase.UPDATE, 0.2)
            .answered(true)
            .traffic(new Traffic(100, 4, 900, 3, 0)));
    accept(
        packets("br-2", BEHIND, FlowPhase.UPDATE, 0.2)
            .answered(true)
            .traffic(new Traffic(100, 4, 900, 3, 0)));
    assertEquals(1, flows().size());
    assertEquals(1, settled());
    assertEquals(1, seen.stream().filter(flow -> flow.phase() == FlowPhase.ATTEMPT).count());
    assertEquals(1, seen.stream().filter(flow -> flow.phase() == FlowPhase.ESTABLISHED).count());
    seen.forEach(this::endsAtTheContainer);
    assertEquals(new Traffic(100, 4, 900, 3, 0), seen.getLast().traffic());
    assertEquals(3, seen.getLast().witnesses().size());
    assertEquals(1, table.size());
  }

  @Test
  void aFlowThatBeganByItsServiceAddressMovesToTheContainerOnceThatIsKnown() {
    TrackedFlow first = accept(packets("br-1", SERVICE, FlowPhase.ATTEMPT, 0));
    assertEquals(SERVICE, text(first.responder()));
    accept(packets("br-1", SERVICE, FlowPhase.UPDATE, 0.01));
    endsAtTheContainer(accept(tracked(FlowPhase.ATTEMPT, 0.02)));
    endsAtTheContainer(accept(packets("br-2", BEHIND, FlowPhase.ATTEMPT, 0.03)));
    endsAtTheContainer(accept(packets("br-1", SERVICE, FlowPhase.UPDATE, 0.04)));
    table.advance(at(6), seen::add);
    assertEquals(1, flows().size());
    assertEquals(1, settled());
    endsAtTheContainer(seen.getLast());
  }

  @Test
  void twoFlowsThatWereOneAllAlongBecomeOneAndSettleOnce() {
    accept(packets("br-1", SERVICE, FlowPhase.ATTEMPT, 0));
    TrackedFlow behind = accept(packets("br-2", BEHIND, FlowPhase.ATTEMPT, 0));
    assertEquals(2, table.size());
    endsAtTheContainer(accept(tracked(FlowPhase.ATTEMPT, 0.05)));
    assertEquals(1, table.size());
    TrackedFlow late = accept(packets("br-1", SERVICE, FlowPhase.UPDATE, 0.1));
    assertEquals(behind.flowId(), late.flowId());
    assertEquals(3, late.witnesses().size());
    table.advance(at(6), seen::add);
    assertEquals(1, settled());
    assertEquals(behind.flowId(), table.flowId(late.originator(), "pcap", "pcap-br-1-" + SERVICE));
  }

  @Test
  void whoSeesOneDirectionOfATranslatedFlowDoesNotEndIt() {
    accept(tracked(FlowPhase.ATTEMPT, 0));
    accept(tracked(FlowPhase.ESTABLISHED, 0.1));
    accept(packets("br-1", BEHIND, FlowPhase.ATTEMPT, 0.1));
    accept(packets("br-1", BEHIND, FlowPhase.CLOSE, 5));
    assertEquals(FlowPhase.UPDATE, seen.getLast().phase());
    // It goes on, and its packets are seen again.
    accept(packets("br-1", BEHIND, FlowPhase.ATTEMPT, 8).flowId("pcap-again"));
    assertEquals(1, flows().size());
    accept(tracked(FlowPhase.CLOSE, 70).state(ConnectionState.SF));
    assertEquals(FlowPhase.CLOSE, seen.getLast().phase());
    assertEquals(ConnectionState.SF, seen.getLast().state());
  }

  @Test
  void whoSeesThePacketsSaysHowItEndedAndWhen() {
    accept(tracked(FlowPhase.ATTEMPT, 0).state(ConnectionState.S0));
    accept(packets("br-2", BEHIND, FlowPhase.ATTEMPT, 0));
    accept(
        packets("br-2", BEHIND, FlowPhase.ESTABLISHED, 0.1)
            .history("ShA")
            .state(ConnectionState.S1)
            .traffic(new Traffic(0, 2, 0, 1, 0)));
    accept(tracked(FlowPhase.CLOSE, 1).state(ConnectionState.UNKNOWN));
    assertEquals(FlowPhase.UPDATE, seen.getLast().phase());
    assertEquals(ConnectionState.S1, seen.getLast().state());
    accept(
        packets("br-2", BEHIND, FlowPhase.CLOSE, 1.1)
            .history("ShAr")
            .state(ConnectionState.RSTR)
            .traffic(new Traffic(0, 2, 0, 2, 0)));
    assertEquals(FlowPhase.CLOSE, seen.getLast().phase());
    assertEquals(ConnectionState.RSTR, seen.getLast().state());
    assertEquals("ShAr", seen.getLast().history());
  }

  @Test
  void anEndThatTheKernelTellsMinutesLaterIsNoFlowOfItsOwn() {
    accept(tracked(FlowPhase.ATTEMPT, 0));
    accept(packets("br-2", BEHIND, FlowPhase.ATTEMPT, 0));
    accept(packets("br-2", BEHIND, FlowPhase.CLOSE, 5).flowId("pcap-br-2-" + BEHIND));
    table.advance(at(100), seen::add);
    accept(tracked(FlowPhase.CLOSE, 120).state(ConnectionState.S0));
    assertEquals(1, flows().size());
    assertEquals(1, settled());
    table.advance(at(200), seen::add);
    assertEquals(0, table.size());
  }

  @Test
  void theNextConnectionOfTheSamePortIsAnother() {
    accept(tracked(FlowPhase.ATTEMPT, 0));
    accept(packets("br-1", SERVICE, FlowPhase.ATTEMPT, 0));
    accept(packets("br-1", SERVICE, FlowPhase.CLOSE, 1));
    accept(tracked(FlowPhase.CLOSE, 1));
    accept(tracked(FlowPhase.ATTEMPT, 30).flowId("conntrack-2").start(at(30)));
    TrackedFlow next =
        accept(packets("br-1", SERVICE, FlowPhase.ATTEMPT, 30).flowId("pcap-2").start(at(30)));
    assertEquals(2, flows().size());
    endsAtTheContainer(next);
    table.advance(at(300), seen::add);
    assertEquals(1, table.size());
  }

  @Test
  void bothHalvesOfAMasqueradedConnectionOnOneInterfaceAreOfOneFlow() {
    var mask =
        new AddressPair(IpAddress.parse("172.19.0.1"), 61000, IpAddress.parse("172.19.0.9"), 8080);
    accept(tracked(FlowPhase.ATTEMPT, 0).original(null).masqueraded(mask));
    accept(packets("br-2", BEHIND, FlowPhase.ATTEMPT, 0).masqueraded(mask));
    accept(
        packets("br-2", BEHIND, FlowPhase.ATTEMPT, 0)
            .flowId("pcap-replies")
            .history("^h")
            .traffic(new Traffic(0, 0, 0, 1, 0)));
    accept(packets("br-2", BEHIND, FlowPhase.CLOSE, 5).masqueraded(mask));
    assertEquals(1, flows().size());
    assertEquals(1, settled());
    assertEquals(FlowPhase.UPDATE, seen.getLast().phase());
    assertEquals(new Traffic(0, 1, 0, 1, 0), seen.getLast().traffic());
  }

  @Test
  void aConnectionOfAnInterfaceAndTheNextOneIsOneFlow() {
    accept(packets("br-1", BEHIND, FlowPhase.ATTEMPT, 0));
    accept(packets("br-2", BEHIND, FlowPhase.ATTEMPT, 0));
    assertEquals(1, flows().size());
    assertFalse(seen.getLast().begins());
  }

  @Test
  void whatBeganBeforeIsToldSoWhenItSettles() {
    accept(tracked(FlowPhase.ESTABLISHED, 0).state(ConnectionState.S1).preExisting(true));
    table.advance(at(6), seen::add);
    assertEquals(2, seen.size());
    assertTrue(seen.getLast().settled() && seen.getLast().preExisting());
    assertTrue(seen.getLast().teaches());
    assertFalse(seen.getLast().unproductive());
    endsAtTheContainer(seen.getLast());
  }
}
