package io.ringwall.app.text;

import io.ringwall.engine.model.KnownEdge;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.AttackTechnique;
import io.ringwall.sdk.finding.Explanation;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingBuilder;
import io.ringwall.sdk.finding.Incident;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.sdk.finding.Severity;
import java.time.Instant;
import java.util.List;

/** Edges and findings to write about. */
final class Shop {
  static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

  private Shop() {}

  static EdgeEnd service(String name) {
    return EdgeEnd.of(new WorkloadClass("shop", name, "registry.test/" + name));
  }

  static EdgeEnd name(String name) {
    return EdgeEnd.of(EdgeEndKind.NAME, name);
  }

  static EdgeKey key(EdgeEnd from, EdgeEnd to, int port) {
    return new EdgeKey(from, to, Protocol.TCP, port);
  }

  static KnownEdge learned(EdgeEnd from, EdgeEnd to, int port, String spoken) {
    return new KnownEdge(
        key(from, to, port), EdgeState.LEARNED, START, START.plusSeconds(60), 7, spoken);
  }

  static Workload container(String service) {
    return Workload.builder()
        .containerId("0123456789abcdef".repeat(4))
        .name("shop-" + service + "-1")
        .image(Image.parse("registry.test/" + service + ":1.2"))
        .namespace("shop")
        .service(service)
        .build();
  }

  static Endpoint end(String service, String address, int port) {
    return Endpoint.builder()
        .address(IpAddress.parse(address))
        .port(port)
        .workload(container(service))
        .build();
  }

  static FindingBuilder finding(String id, String title, String message) {
    return Finding.builder()
        .id(id)
        .revision(1)
        .correlationKey("key " + id)
        .ruleId("network/" + title)
        .ruleSet("network")
        .ruleSetVersion("1.0.0")
        .layer(Layer.NETWORK)
        .title(title)
        .message(message)
        .severity(Severity.HIGH)
        .attack(List.of(new AttackTechnique("T1213")))
        .subject(container("shipping"))
        .firstSeen(START)
        .lastSeen(START.plusSeconds(6))
        .count(4)
        .host("vm1")
        .source("pcap")
        .mode(Mode.ALERT);
  }

  static FindingBuilder unseen(String id, int port) {
    return finding(id, "database never spoken to", "shop/shipping reached shop/user-db")
        .originator(end("shipping", "172.18.0.5", 40_000))
        .responder(end("user-db", "fd00::9", port))
        .edge(new EdgeRef(key(service("shipping"), service("user-db"), port), EdgeState.UNSEEN))
        .commands(List.of("bash", "mongo user-db"))
        .explanation(
            new Explanation(
                List.of("port 27017 spoke mongodb"),
                "only learned clients",
                "shop/user → shop/user-db 27017/tcp"));
  }

  static Incident incident(String id, List<String> findings) {
    return Incident.builder()
        .id(id)
        .revision(1)
        .correlationKey("key " + id)
        .ruleId("incident/entered")
        .ruleSet("incident")
        .ruleSetVersion("1.0.0")
        .layer(Layer.INCIDENT)
        .title("entered")
        .message("somebody entered shop-shipping-1 and read a database")
        .severity(Severity.HIGH)
        .subject(container("shipping"))
        .firstSeen(START)
        .lastSeen(START.plusSeconds(6))
        .count(1)
        .host("vm1")
        .source("docker")
        .mode(Mode.ALERT)
        .findings(findings)
        .workloads(List.of(container("shipping")))
        .attackPath(List.of("+0:00 exec into container shop-shipping-1: bash", "+1:02 command: id"))
        .build();
  }
}
