package io.ringwall.sdk.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowTest {
  private static final Origin ORIGIN = new Origin("host-a", "pcap", "1a2b3c4d-4096");

  private static FlowBuilder flow(Protocol protocol, int number, String from, String to) {
    return Flow.builder(ORIGIN, 17, Instant.parse("2026-01-01T00:00:00.250Z"))
        .flowId("f1")
        .phase(FlowPhase.ATTEMPT)
        .protocol(protocol)
        .protocolNumber(number)
        .start(Instant.parse("2026-01-01T00:00:00Z"))
        .originator(endpoint(from))
        .responder(endpoint(to));
  }

  private static Endpoint endpoint(String text) {
    int colon = text.lastIndexOf(' ');
    return Endpoint.builder()
        .address(IpAddress.parse(text.substring(0, colon)))
        .port(Integer.parseInt(text.substring(colon + 1)))
        .build();
  }

  /** The two values are those of the published specification's baseline. */
  @Test
  void hasTheCommunityIdOfEveryOtherTool() {
    Flow tcp = flow(Protocol.TCP, 6, "128.232.110.120 34855", "66.35.250.204 80").build();
    assertEquals("1:LQU9qZlK+B5F3KDmev6m5PMibrg=", tcp.communityId().text());
    Flow back = flow(Protocol.TCP, 6, "66.35.250.204 80", "128.232.110.120 34855").build();
    assertEquals(tcp.communityId(), back.communityId());
    Flow udp = flow(Protocol.UDP, 17, "192.168.1.52 54585", "8.8.8.8 53").build();
    assertEquals("1:d/FP5EW3wiY1vCndhwleRRKHowQ=", udp.communityId().text());
  }

  @Test
  void pairsIcmpRequestAndReplyInTheCommunityId() {
    Flow request =
        flow(Protocol.ICMP, 1, "192.168.0.89 0", "192.168.0.1 0").icmpType(8).icmpCode(0).build();
    Flow reply =
        flow(Protocol.ICMP, 1, "192.168.0.1 0", "192.168.0.89 0").icmpType(0).icmpCode(0).build();
    assertEquals(request.communityId(), reply.communityId());
  }

  @Test
  void idNamesHostSourceEpochAndPosition() {
    assertEquals(
        "host-a/pcap/1a2b3c4d-4096/17",
        flow(Protocol.TCP, 6, "10.0.0.1 1", "10.0.0.2 2").build().id());
    assertEquals(
        "host-a/pcap/1a2b3c4d-4096/17.2",
        flow(Protocol.TCP, 6, "10.0.0.1 1", "10.0.0.2 2").ordinal(2).build().id());
  }

  @Test
  void leavesToTheEngineWhatOnlyTheEngineMaySay() {
    Flow flow = flow(Protocol.TCP, 6, "10.0.0.1 1", "10.0.0.2 2").build();
    assertFalse(flow.settled());
    assertFalse(flow.unproductive());
    assertNull(flow.edge());
    assertEquals(Direction.UNKNOWN, flow.direction());
    assertEquals(Certainty.UNKNOWN, flow.originator().certainty());
  }

  @Test
  void namesTheMissingPart() {
    FlowBuilder builder = Flow.builder(ORIGIN, 1, Instant.EPOCH).phase(FlowPhase.ATTEMPT);
    NullPointerException e = assertThrows(NullPointerException.class, builder::build);
    assertEquals("flowId", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Flow.builder(ORIGIN, -1, Instant.EPOCH));
  }

  @Test
  void readsAttributesByType() {
    Flow flow =
        flow(Protocol.TCP, 6, "10.0.0.1 1", "10.0.0.2 2")
            .attributes(Map.of("vlan", 12L, "note", "x"))
            .build();
    assertEquals(12L, flow.number("vlan"));
    assertEquals("12", flow.text("vlan"));
    assertNull(flow.number("note"));
    assertNull(flow.text("absent"));
  }

  @Test
  void knowsWhenItCrossesNamespaces() {
    Workload carts = workload("shop", "carts");
    Flow within =
        flow(Protocol.TCP, 6, "10.0.0.1 1", "10.0.0.2 2")
            .originator(held("10.0.0.1", carts))
            .responder(held("10.0.0.2", workload("shop", "carts-db")))
            .build();
    Flow across =
        flow(Protocol.TCP, 6, "10.0.0.1 1", "10.0.0.2 2")
            .originator(held("10.0.0.1", carts))
            .responder(held("10.0.0.2", workload("bank", "ledger")))
            .build();
    assertFalse(within.crossNamespace());
    assertTrue(across.crossNamespace());
  }

  private static Endpoint held(String address, Workload workload) {
    return Endpoint.builder().address(IpAddress.parse(address)).port(1).workload(workload).build();
  }

  private static Workload workload(String namespace, String service) {
    return Workload.builder()
        .containerId("c-" + service)
        .name(service)
        .namespace(namespace)
        .service(service)
        .image(Image.parse("registry.test/" + service))
        .networks(List.of())
        .build();
  }

  @Test
  void classLeavesOutTheVersion() {
    WorkloadClass carts = workload("shop", "carts").workloadClass();
    assertEquals(new WorkloadClass("shop", "carts", "registry.test/carts"), carts);
    assertEquals("shop/carts", carts.toString());
  }
}
