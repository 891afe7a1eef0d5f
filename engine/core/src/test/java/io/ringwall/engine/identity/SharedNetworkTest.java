package io.ringwall.engine.identity;

import static io.ringwall.engine.identity.Estate.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerSecurity;
import io.ringwall.sdk.event.EndpointKind;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Workload;
import org.junit.jupiter.api.Test;

/** Containers that have the host's addresses: who sees a socket's process tells which one it is. */
class SharedNetworkTest {
  private static final Workload NODE = Estate.workload("node-1", "node");
  private static final Workload DB = Estate.workload("db-1", "db", "172.18.0.6");
  private static final String HOST = "172.18.0.1:41000";
  private static final String SERVER = "172.18.0.6:5432";

  private final Estate estate = new Estate();
  private final Identity identity = new Identity("h1", IdentityLimits.DEFAULT);
  private long order;

  SharedNetworkTest() {
    identity.network(
        "shop_default", AddressBlock.parse("172.18.0.0/16"), IpAddress.parse("172.18.0.1"));
    identity.apply(estate.container(ContainerAction.START, DB, at(-100)), ++order);
  }

  private void starts() {
    identity.apply(
        estate
            .event(ContainerAction.START, NODE, at(-50))
            .security(ContainerSecurity.builder().hostNetwork(true).build())
            .build(),
        ++order);
  }

  private void ends() {
    identity.apply(estate.container(ContainerAction.DIE, NODE, at(0)), ++order);
  }

  private Flow packets(double seconds) {
    return estate.tcp(HOST, SERVER, at(seconds)).build();
  }

  private void tells(Workload container, double seconds) {
    identity.apply(SharedNetwork.connects(estate, HOST, SERVER, container, at(seconds)), ++order);
  }

  private ResolvedEndpoint client(Flow flow) {
    return identity.originator(flow, ++order);
  }

  /** The process of another connection was told: there is who tells. */
  private void sourceIsThere() {
    identity.apply(
        SharedNetwork.connects(estate, "172.18.0.6:40001", "172.18.0.7:80", null, at(-1)), ++order);
  }

  @Test
  void aConnectionIsTheContainersWhoseProcessBeganIt() {
    starts();
    tells(NODE, 1);
    ResolvedEndpoint client = client(packets(1.02));
    assertEquals("node", client.workload().service());
    assertEquals(Certainty.CONFIRMED, client.certainty());
    assertNull(identity.waitsUntil(packets(1.02)));
  }

  @Test
  void packetsWaitUntilTheirProcessIsTold() {
    starts();
    sourceIsThere();
    assertEquals(at(2), identity.waitsUntil(packets(1)));
    long news = identity.news();
    tells(NODE, 1);
    assertEquals(news + 1, identity.news());
    assertNull(identity.waitsUntil(packets(1)));
  }

  @Test
  void whatNobodyTellsOfIsAGuessForAMomentAndTheHostsThen() {
    starts();
    sourceIsThere();
    ResolvedEndpoint young = client(packets(1));
    assertEquals(EndpointKind.HOST, young.kind());
    assertEquals(Certainty.GUESSED, young.certainty());
    Flow old = estate.tcp(HOST, SERVER, at(5)).start(at(1)).build();
    assertEquals(Certainty.CONFIRMED, client(old).certainty());
    assertNull(identity.waitsUntil(old));
  }

  @Test
  void aProcessInNoContainerIsTheHosts() {
    starts();
    tells(null, 1);
    assertEquals(EndpointKind.HOST, client(packets(1)).kind());
    assertEquals(Certainty.CONFIRMED, client(packets(1)).certainty());
    assertNull(identity.waitsUntil(packets(1)));
  }

  @Test
  void nothingWaitsWhereNoContainerSharesTheNetwork() {
    sourceIsThere();
    assertNull(identity.waitsUntil(packets(1)));
    assertEquals(Certainty.CONFIRMED, client(packets(1)).certainty());
    starts();
    ends();
    assertNull(identity.waitsUntil(packets(1)));
    assertEquals(Certainty.CONFIRMED, client(packets(1)).certainty());
  }

  @Test
  void nothingWaitsForTheContainerOfWhoAsks() {
    identity.askedBy(4711);
    identity.apply(
        estate
            .event(ContainerAction.START, Completed.copy(NODE).pid(4711).build(), at(-50))
            .security(ContainerSecurity.builder().hostNetwork(true).build())
            .build(),
        ++order);
    sourceIsThere();
    assertNull(identity.waitsUntil(packets(1)));
    assertEquals(Certainty.CONFIRMED, client(packets(1)).certainty());
  }

  @Test
  void nothingWaitsWhereNobodySeesProcesses() {
    starts();
    assertNull(identity.waitsUntil(packets(1)));
    assertEquals(Certainty.CONFIRMED, client(packets(1)).certainty());
  }

  @Test
  void whatIsNoTcpDoesNotWait() {
    starts();
    sourceIsThere();
    Flow datagram = estate.flow("pcap", "e1", HOST, SERVER, at(1), Protocol.UDP).build();
    assertNull(identity.waitsUntil(datagram));
    assertEquals(Certainty.CONFIRMED, client(datagram).certainty());
    Flow old = estate.tcp(HOST, SERVER, at(1)).preExisting(true).build();
    assertNull(identity.waitsUntil(old));
  }

  @Test
  void theWordOnAnAddressOfAContainersOwnDoesNotCount() {
    starts();
    identity.apply(SharedNetwork.connects(estate, SERVER, "172.18.0.9:80", NODE, at(1)), ++order);
    Flow flow = SharedNetwork.connects(estate, SERVER, "172.18.0.9:80", NODE, at(1));
    assertEquals("db", client(flow).workload().service());
  }

  @Test
  void thePortIsAnothersLater() {
    starts();
    tells(NODE, 1);
    assertEquals(EndpointKind.HOST, client(packets(9)).kind());
    tells(null, 9);
    assertEquals(EndpointKind.HOST, client(packets(9)).kind());
    assertEquals(Certainty.CONFIRMED, client(packets(9)).certainty());
    assertEquals("node", client(packets(1)).workload().service());
  }

  @Test
  void aContainerThatTheInventoryKnowsLaterIsAGuessUntilThen() {
    tells(NODE, 1);
    ResolvedEndpoint early = client(packets(1));
    assertEquals(EndpointKind.HOST, early.kind());
    assertEquals(Certainty.GUESSED, early.certainty());
    long then = order;
    starts();
    assertEquals("node", client(packets(1)).workload().service());
    assertEquals(EndpointKind.HOST, identity.originator(packets(1), then).kind());
  }

  @Test
  void aContainerIsReachedByWhatItAccepts() {
    starts();
    Flow packets = estate.tcp(SERVER, "172.18.0.1:7008", at(1)).build();
    Flow others = estate.tcp("172.18.0.6:5433", "172.18.0.1:7008", at(1)).build();
    identity.apply(
        SharedNetwork.accepts(estate, SERVER, "172.18.0.1:7008", NODE, at(1.01)), ++order);
    ResolvedEndpoint client = identity.originator(packets, ++order);
    assertEquals("db", client.workload().service());
    assertEquals("node", identity.responder(packets, client, order).workload().service());
    assertEquals(EndpointKind.HOST, identity.responder(others, client, order).kind());
  }

  @Test
  void theContainerIsAskedOnTheConnectionHoweverLongAfterItsBeginning() {
    starts();
    identity.apply(SharedNetwork.accepts(estate, SERVER, "172.18.0.1:7008", NODE, at(1)), ++order);
    HttpExchange request =
        HttpExchange.builder(new Origin("h1", "pcap", "e1"), 1, at(100))
            .originator(Estate.end(SERVER))
            .responder(Estate.end("172.18.0.1:7008"))
            .method("GET")
            .scheme("http")
            .httpHost("node")
            .path("/")
            .normalisedPath("/")
            .version("1.1")
            .build();
    HttpExchange completed = (HttpExchange) identity.complete(request, ++order);
    assertEquals("node", completed.responder().workload().service());
  }
}
