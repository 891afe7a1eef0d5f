package io.ringwall.engine.identity;

import static io.ringwall.engine.identity.Estate.at;
import static io.ringwall.engine.identity.Estate.workload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.EndpointKind;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.event.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final Workload A = workload("a-1", "a", "172.18.0.5");
  private static final Workload B = workload("b-1", "b", "172.18.0.5");

  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private long order;

  IdentityTest() {
    identity.network(
        "shop_default", AddressBlock.parse("172.18.0.0/16"), IpAddress.parse("172.18.0.1"));
  }

  private long apply(Event event) {
    identity.apply(event, ++order);
    return order;
  }

  private Flow from(String address, double seconds) {
    return estate.tcp(address + ":40000", "198.51.100.7:443", at(seconds)).build();
  }

  private ResolvedEndpoint originator(String address, double seconds, long asOf) {
    return identity.originator(from(address, seconds), asOf);
  }

  private static ResolvedEndpoint responder(Identity identity, Flow flow, long asOf) {
    return identity.responder(flow, identity.originator(flow, asOf), asOf);
  }

  private static String name(ResolvedEndpoint end) {
    return end.workload() == null ? "nobody" : end.workload().name();
  }

  @Test
  void namesTheContainerThatHeldTheAddressAtThatTime() {
    apply(estate.container(ContainerAction.START, A, at(0)));
    long first = ++order;
    apply(estate.container(ContainerAction.DIE, A, at(10)));
    apply(estate.container(ContainerAction.START, B, at(10.4)));
    long second = ++order;

    assertEquals("a-1", name(originator("172.18.0.5", 9.9, first)));
    assertEquals("b-1", name(originator("172.18.0.5", 10.5, second)));
    assertEquals(Certainty.CONFIRMED, originator("172.18.0.5", 10.5, second).certainty());
  }

  @Test
  void answersAsOfAnOrderHoweverFarItsWriterIsAhead() {
    apply(estate.container(ContainerAction.START, A, at(0)));
    long before = ++order;
    apply(estate.container(ContainerAction.DIE, A, at(1)));
    apply(estate.container(ContainerAction.START, B, at(1)));

    assertEquals("a-1", name(originator("172.18.0.5", 1, before)));
  }

  @Test
  void aFlowReportedLongAfterItBeganNamesWhoHeldTheAddressWhenItBegan() {
    apply(estate.container(ContainerAction.START, A, at(0)));
    apply(estate.container(ContainerAction.DIE, A, at(10)));
    apply(estate.container(ContainerAction.START, B, at(10.5)));
    Flow closing = estate.tcp("172.18.0.5:40000", "198.51.100.7:443", at(60)).start(at(9)).build();

    assertEquals("a-1", name(identity.originator(closing, ++order)));
  }

  @Test
  void aContainerThatBecomesKnownWithinASecondIsLate() {
    assertEquals(at(2), identity.waitsUntil(from("172.18.0.5", 1)));
    apply(estate.container(ContainerAction.START, A, at(1.5)));

    assertNull(identity.waitsUntil(from("172.18.0.5", 1)));
    ResolvedEndpoint end = originator("172.18.0.5", 1, ++order);
    assertEquals("a-1", name(end));
    assertEquals(Certainty.LATE, end.certainty());
  }

  @Test
  void anAddressOfAContainerNetworkThatNobodyHoldsInTimeIsGuessed() {
    ResolvedEndpoint never = originator("172.18.0.5", 1, ++order);
    apply(estate.container(ContainerAction.START, A, at(4)));
    ResolvedEndpoint tooLate = originator("172.18.0.5", 1, order - 1);

    assertEquals(Certainty.GUESSED, never.certainty());
    assertEquals(EndpointKind.WORKLOAD, never.kind());
    assertNull(never.workload());
    assertEquals(Certainty.GUESSED, tooLate.certainty());
  }

  @Test
  void stragglersOfAnEndedContainerAreGuessedToBeItsOwnForAMinute() {
    apply(estate.container(ContainerAction.START, A, at(0)));
    apply(estate.container(ContainerAction.DIE, A, at(10)));

    ResolvedEndpoint straggler = originator("172.18.0.5", 11, ++order);
    assertEquals("a-1", name(straggler));
    assertEquals(Certainty.GUESSED, straggler.certainty());
    assertEquals("nobody", name(originator("172.18.0.5", 90, ++order)));
  }

  @Test
  void onlyAddressesThatAContainerCouldHoldAreWaitedFor() {
    identity.hostAddress(IpAddress.parse("172.18.0.9"), "h1");
    identity.service(IpAddress.parse("172.18.0.10"), new ServiceRef(null, "web", 80));

    assertNull(identity.waitsUntil(from("10.9.9.9", 1)));
    assertNull(identity.waitsUntil(from("172.18.0.1", 1)));
    assertNull(identity.waitsUntil(from("172.18.0.9", 1)));
    assertNull(identity.waitsUntil(from("172.18.0.10", 1)));
    assertNull(identity.waitsUntil(from("172.18.255.255", 1)));
    assertNotNull(identity.waitsUntil(from("172.18.0.11", 1)));
  }

  @Test
  void theLastEventOfAFlowWhoseContainerEndedNeedNotWait() {
    apply(estate.container(ContainerAction.START, A, at(0)));
    apply(estate.container(ContainerAction.DIE, A, at(10)));
    Flow closing =
        estate.tcp("172.18.0.5:40000", "198.51.100.7:443", at(10.5)).start(at(9)).build();

    assertNull(identity.waitsUntil(closing));
  }

  @Test
  void gatewaysAndHostAddressesAreTheHost() {
    identity.hostAddress(IpAddress.parse("203.0.113.4"), "h1");

    ResolvedEndpoint gateway = originator("172.18.0.1", 1, ++order);
    assertEquals(EndpointKind.HOST, gateway.kind());
    assertEquals("h1", gateway.hostName());
    assertEquals(EndpointKind.HOST, originator("203.0.113.4", 1, ++order).kind());
    assertEquals(EndpointKind.EXTERNAL, originator("203.0.113.5", 1, ++order).kind());
    assertEquals(EndpointKind.EXTERNAL, originator("224.0.0.251", 1, ++order).kind());
  }

  @Test
  void aServicesAddressIsTheService() {
    identity.service(IpAddress.parse("10.96.0.10"), new ServiceRef("kube-system", "dns", 53));

    ResolvedEndpoint end = originator("10.96.0.10", 1, ++order);
    assertEquals(EndpointKind.SERVICE, end.kind());
    assertEquals(new ServiceRef("kube-system", "dns", 53), end.service());
  }

  @Test
  void aLinkLocalAddressIsKnownByTheHardwareAddressItWasMadeOf() {
    Workload withMac =
        Completed.copy(A)
            .networks(
                List.of(
                    new NetworkAttachment(
                        "shop_default",
                        null,
                        List.of(IpAddress.parse("172.18.0.5")),
                        "02:42:ac:12:00:05",
                        List.of())))
            .build();
    apply(estate.container(ContainerAction.START, withMac, at(0)));

    assertEquals("a-1", name(originator("fe80::42:acff:fe12:5%br-1", 1, ++order)));
  }

  @Test
  void inventoryAndLogTellOneStartOnce() {
    ContainerEvent inventory = estate.container(ContainerAction.START, A, at(0));
    identity.expect(inventory, null);
    Workload poor =
        Workload.builder()
            .containerId(A.containerId())
            .name("a-1")
            .namespace("shop")
            .service("a")
            .build();
    ContainerEvent log = estate.container(ContainerAction.START, poor, at(0.3));

    assertNotNull(identity.apply(inventory, ++order));
    assertNull(identity.apply(log, ++order));
    assertEquals("a-1", name(originator("172.18.0.5", 1, ++order)));
  }

  @Test
  void aLogsStartIsCompletedByTheInventoryThatFollows() {
    ContainerEvent inventory = estate.container(ContainerAction.START, A, at(0.3));
    identity.expect(inventory, null);
    Workload poor =
        Workload.builder()
            .containerId(A.containerId().substring(0, 12))
            .name("a-1")
            .namespace("shop")
            .service("a")
            .build();
    ContainerEvent log = estate.container(ContainerAction.START, poor, at(0));

    ContainerEvent told = (ContainerEvent) identity.apply(log, ++order);
    assertEquals(A.containerId(), told.workload().containerId());
    assertEquals("registry.test/a", told.workload().image().repository());
    assertEquals("h1", told.workload().host());
    assertEquals("a-1", name(originator("172.18.0.5", 0.1, ++order)));
    assertNull(identity.apply(inventory, ++order));
  }

  @Test
  void aContainerThatDiedAndStartsAgainAtOnceHasStartedTwice() {
    assertNotNull(identity.apply(estate.container(ContainerAction.START, A, at(0)), ++order));
    apply(estate.container(ContainerAction.DIE, A, at(0.5)));
    assertNotNull(identity.apply(estate.container(ContainerAction.START, A, at(1)), ++order));

    assertEquals("a-1", name(originator("172.18.0.5", 1.5, ++order)));
    assertEquals(Certainty.CONFIRMED, originator("172.18.0.5", 1.5, order).certainty());
  }

  @Test
  void theEndThatAnInventoryToldEndsTheHold() {
    ContainerEvent inventory = estate.container(ContainerAction.START, A, at(0));
    identity.expect(inventory, at(100));
    apply(inventory);

    assertEquals(Certainty.CONFIRMED, originator("172.18.0.5", 99, ++order).certainty());
    assertEquals(Certainty.GUESSED, originator("172.18.0.5", 101, ++order).certainty());
    assertEquals("nobody", name(originator("172.18.0.5", 200, ++order)));
  }

  @Test
  void anEarlierLifeOfAContainerIsOnlyGuessedToHaveHadTheSameAddress() {
    identity.expect(estate.container(ContainerAction.START, A, at(1000)), null);
    Workload poor =
        Workload.builder()
            .containerId(A.containerId())
            .name("a-1")
            .namespace("shop")
            .service("a")
            .build();
    apply(estate.container(ContainerAction.START, poor, at(0)));

    ResolvedEndpoint end = originator("172.18.0.5", 1, ++order);
    assertEquals("a-1", name(end));
    assertEquals(Certainty.GUESSED, end.certainty());
  }

  @Test
  void aContainerLeavesOneNetworkAndKeepsTheOther() {
    apply(estate.container(ContainerAction.START, A, at(0)));
    NetworkAttachment back =
        new NetworkAttachment(
            "back", null, List.of(IpAddress.parse("172.19.0.5")), null, List.of());
    apply(estate.event(ContainerAction.NETWORK_CONNECT, A, at(1)).networks(List.of(back)).build());
    apply(
        estate
            .event(ContainerAction.NETWORK_DISCONNECT, A, at(100))
            .networks(A.networks())
            .build());

    assertEquals("a-1", name(originator("172.19.0.5", 2, ++order)));
    assertEquals(Certainty.CONFIRMED, originator("172.19.0.5", 200, ++order).certainty());
    assertEquals("nobody", name(originator("172.18.0.5", 200, order)));
  }

  @Test
  void aContainerOfWhichFirstAProcessWasSeenIsKnownByWhatIsToldOfItLater() {
    Workload named =
        Workload.builder()
            .containerId(A.containerId())
            .name(A.containerId())
            .namespace("default")
            .service("unknown")
            .host("h1")
            .build();
    apply(
        ProcessEvent.builder(new Origin("h1", "process", "e1"), 1, at(0))
            .operation(ProcessOperation.EXEC)
            .process(ProcessRef.builder().entityId("1").name("sh").build())
            .workload(named)
            .build());
    apply(estate.container(ContainerAction.NETWORK_CONNECT, A, at(1)));

    assertEquals("a-1", name(originator("172.18.0.5", 2, ++order)));
    apply(estate.container(ContainerAction.START, A, at(3)));
    assertEquals("a-1", name(originator("172.18.0.5", 4, ++order)));
  }

  @Test
  void aSourceWhoseClockStepsBackStillMeetsTheContainersKnownBefore() {
    apply(estate.container(ContainerAction.START, A, at(3600)));

    ResolvedEndpoint end = originator("172.18.0.5", 5, ++order);
    assertEquals("a-1", name(end));
    assertEquals(Certainty.CONFIRMED, end.certainty());
  }

  @Test
  void aNameIsRememberedForTheClientThatResolvedIt() {
    apply(estate.dns("172.18.0.5", "api.example", at(1), "api.example A 198.51.100.7"));

    assertEquals(List.of("api.example"), namesOf("172.18.0.5"));
    assertEquals(List.of(), namesOf("172.18.0.6"));
  }

  private List<String> namesOf(String client) {
    return responder(identity, from(client, 5), ++order).dnsNames();
  }

  @Test
  void aContainerKnowsANameWhicheverOfItsAddressesItAskedFrom() {
    apply(
        estate.container(
            ContainerAction.START, workload("carts-1", "carts", "172.18.0.5", "fd00::5"), at(0)));
    apply(estate.dns("172.18.0.5", "a.example", at(1), "a.example AAAA 2001:db8::7"));
    Flow overIpv6 = estate.tcp("fd00::5:40000", "2001:db8::7:443", at(2)).build();
    assertEquals(List.of("a.example"), responder(identity, overIpv6, ++order).dnsNames());

    apply(
        estate.container(
            ContainerAction.DIE, workload("carts-1", "carts", "172.18.0.5", "fd00::5"), at(3)));
    apply(
        estate.container(
            ContainerAction.START, workload("orders-1", "orders", "172.18.0.6", "fd00::5"), at(4)));
    Flow ofTheNext = estate.tcp("fd00::5:40001", "2001:db8::7:443", at(5)).build();
    assertEquals(List.of(), responder(identity, ofTheNext, ++order).dnsNames());
  }

  @Test
  void aNameAskedForBeforeTheContainerWasKnownIsItsOwn() {
    apply(estate.dns("172.18.0.5", "a.example", at(0.8), "a.example A 198.51.100.7"));
    apply(
        estate.container(ContainerAction.START, workload("carts-1", "carts", "172.18.0.5"), at(1)));

    assertEquals(
        List.of("a.example"), responder(identity, from("172.18.0.5", 2), ++order).dnsNames());
  }

  @Test
  void namesComeLatestFirstAndOnce() {
    apply(estate.dns("172.18.0.5", "a.example", at(1), "a.example A 198.51.100.7"));
    apply(estate.dns("172.18.0.5", "b.example", at(2), "b.example A 198.51.100.7"));
    apply(estate.dns("172.18.0.5", "a.example", at(3), "a.example A 198.51.100.7"));

    assertEquals(List.of("a.example", "b.example"), namesOf("172.18.0.5"));
  }

  @Test
  void anAliasLeadsToTheNameThatWasAskedFor() {
    apply(
        estate.dns(
            "172.18.0.5",
            "www.example",
            at(1),
            "edge.cdn.example A 198.51.100.7",
            "www.example CNAME host.cdn.example",
            "host.cdn.example CNAME edge.cdn.example",
            "unrelated.example A 198.51.100.8"));

    assertEquals(List.of("www.example"), namesOf("172.18.0.5"));
    Flow other = estate.tcp("172.18.0.5:4", "198.51.100.8:443", at(2)).build();
    assertEquals(List.of(), responder(identity, other, ++order).dnsNames());
  }

  @Test
  void aNewHolderOfAnAddressDoesNotInheritWhatTheOldOneResolved() {
    apply(estate.container(ContainerAction.START, A, at(0)));
    apply(estate.dns("172.18.0.5", "a.example", at(1), "a.example A 198.51.100.7"));
    long before = ++order;
    apply(estate.container(ContainerAction.DIE, A, at(10)));
    apply(estate.container(ContainerAction.START, B, at(11)));

    assertEquals(List.of(), namesOf("172.18.0.5"));
    assertEquals(
        List.of("a.example"), responder(identity, from("172.18.0.5", 5), before).dnsNames());
  }

  @Test
  void whatIsForgottenForWantOfRoomIsCountedAndStillReadAsOfBefore() {
    Identity small = new Identity("h1", new IdentityLimits(9, 9, 2, 2, 2, 2, 2));
    Flow flow = from("172.18.0.5", 5);
    small.apply(estate.dns("172.18.0.5", "a.example", at(1), "a.example A 198.51.100.7"), 1);
    small.apply(estate.dns("172.18.0.6", "a.example", at(1), "a.example A 198.51.100.7"), 2);
    small.apply(estate.dns("172.18.0.7", "a.example", at(1), "a.example A 198.51.100.7"), 3);

    assertEquals(1, small.namesEvicted());
    assertEquals(List.of("a.example"), responder(small, flow, 2).dnsNames());
    assertEquals(List.of(), responder(small, flow, 3).dnsNames());
    small.apply(
        estate.dns("172.18.0.8", "a.example", at(1), "a.example A 198.51.100.7"),
        2 * NameTable.IN_FLIGHT);
    assertEquals(List.of(), responder(small, flow, 2).dnsNames());
  }

  @Test
  void endedContainersAndTheirAddressesAreForgottenWhenThereAreTooManyAndCounted() {
    Identity small = new Identity("h1", new IdentityLimits(4, 3, 2, 2, 2, 2, 2));
    long at = 0;
    for (int i = 0; i < 40; i++) {
      at += NameTable.IN_FLIGHT;
      Workload one = workload("c-" + i, "s", "172.18.1." + i);
      small.apply(estate.container(ContainerAction.START, one, at(i)), at);
      small.apply(estate.container(ContainerAction.DIE, one, at(i + 0.5)), at + 1);
    }
    Workload last = workload("last", "s", "172.18.2.1");
    small.apply(estate.container(ContainerAction.START, last, at(50)), at + 2);

    assertTrue(small.holdingsForgotten() >= 34, "holdings " + small.holdingsForgotten());
    assertTrue(small.containersForgotten() >= 34, "containers " + small.containersForgotten());
    Flow flow = estate.tcp("172.18.2.1:4", "198.51.100.8:443", at(51)).build();
    assertEquals("last", name(small.originator(flow, at + 3)));
  }

  @Test
  void manyAnswersForOneAddressStayBoundedAndKeepTheirOrder() {
    for (int i = 0; i < 10_000; i++) {
      String name = "n" + i % 40 + ".example";
      order += NameTable.IN_FLIGHT;
      identity.apply(estate.dns("172.18.0.5", name, at(1), name + " A 198.51.100.7"), order);
    }

    List<String> names = namesOf("172.18.0.5");
    assertEquals(16, names.size());
    assertEquals("n39.example", names.getFirst());
    assertEquals("n24.example", names.getLast());
  }

  @Test
  void exchangesAreCompletedWithWhoTookPart() {
    apply(estate.container(ContainerAction.START, A, at(0)));
    apply(estate.dns("172.18.0.5", "a.example", at(1), "a.example A 198.51.100.7"));
    HttpExchange http =
        HttpExchange.builder(new Origin("h1", "pcap", "e1"), 1, at(2))
            .originator(Estate.end("172.18.0.5:40000"))
            .responder(Estate.end("198.51.100.7:80"))
            .flowId("f1")
            .method("GET")
            .scheme("http")
            .httpHost("a.example")
            .path("/")
            .version("1.1")
            .build();

    HttpExchange complete =
        (HttpExchange) identity.complete(http, ++order, (_, source, flow) -> source + "/" + flow);
    assertEquals("a-1", complete.originator().workload().name());
    assertEquals("a.example", complete.responder().dnsName());
    assertEquals("GET", complete.method());
    assertEquals("pcap/f1", complete.flowId());
    assertEquals(http.id(), complete.id());
  }
}
