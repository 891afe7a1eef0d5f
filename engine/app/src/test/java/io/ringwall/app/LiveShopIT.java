package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** The shop on a real Docker daemon, watched by the distribution as a user starts it. */
@Tag("docker")
@Execution(ExecutionMode.CONCURRENT)
class LiveShopIT {
  private static final String SERVICE = "10.96.0.9";
  private static final Duration SETTLING = Duration.ofSeconds(6);

  private static final List<Member> SHOP =
      List.of(
          new Member("catalogue-db", "tcp/5432", ""),
          new Member("orders-db", "tcp/5432", ""),
          new Member("carts-db", "tcp/6379", ""),
          new Member("user-db", "tcp/27017", ""),
          new Member("metrics", "udp/8125", ""),
          new Member("payment", "tcp/80", "tcp/verifier.example/443"),
          new Member("shipping", "tcp/80", "udp/metrics/8125"),
          new Member("carts", "tcp/80", "tcp/carts-db/6379"),
          new Member("catalogue", "tcp/80", "tcp/catalogue-db/5432"),
          new Member("user", "tcp/80", "tcp/user-db/27017"),
          new Member(
              "orders",
              "tcp/80",
              "tcp/user/80 tcp/carts/80 tcp/payment/80 tcp/shipping/80 tcp/orders-db/5432"
                  + " udp/metrics/8125"),
          new Member(
              "front-end",
              "tcp/8079",
              "tcp/catalogue/80 tcp/carts/80 tcp/orders/80 tcp/user/80 udp/metrics/8125"));

  private static final Set<String> EDGES =
      Set.of(
          "carts -> carts-db TCP/6379",
          "catalogue -> catalogue-db TCP/5432",
          "front-end -> carts TCP/80",
          "front-end -> catalogue TCP/80",
          "front-end -> metrics UDP/8125",
          "front-end -> orders TCP/80",
          "front-end -> user TCP/80",
          "host -> front-end ICMP/8",
          "host -> front-end TCP/8079",
          "orders -> carts TCP/80",
          "orders -> metrics UDP/8125",
          "orders -> orders-db TCP/5432",
          "orders -> payment TCP/80",
          "orders -> shipping TCP/80",
          "orders -> user TCP/80",
          "outside -> front-end TCP/8079",
          "payment -> " + LiveHost.VERIFIER + " TCP/443",
          "shipping -> metrics UDP/8125",
          "user -> user-db TCP/27017");

  @TempDir private Path folder = Path.of("");

  private record Member(String service, String answers, String calls) {}

  private void open(LiveHost host) throws Exception {
    host.docker("network", "create", "--subnet", "10.215.7.0/24", "shop_default");
    for (Member member : SHOP) {
      start(host, member, 1);
    }
    start(host, SHOP.get(8), 2);
    host.outsideMember("tcp/443", "tcp/" + LiveHost.GATEWAY + "/8079");
    host.hostMember("", "tcp/127.0.0.1/8079");
  }

  private void start(LiveHost host, Member member, int number) throws Exception {
    String image = "registry.test/shop/" + member.service() + ":1.0.0";
    host.docker("tag", LiveHost.IMAGE, image);
    List<String> command = new ArrayList<>(List.of("run", "-d", "--network", "shop_default"));
    command.addAll(
        List.of(
            "--name", "shop-" + member.service() + "-" + number,
            "--network-alias", member.service(),
            "--label", "com.docker.compose.project=shop",
            "--label", "com.docker.compose.service=" + member.service(),
            "--add-host", "verifier.example:" + LiveHost.VERIFIER,
            "-e", "ANSWERS=" + member.answers(),
            "-e", "CALLS=" + member.calls()));
    if (member.service().equals("front-end")) {
      command.addAll(List.of("-p", "8079:8079"));
    }
    command.addAll(List.of(image, "/usr/bin/python3", "/member.py"));
    host.docker(command.toArray(String[]::new));
  }

  /** Where a finding's connection went, and the command line of the process that began it. */
  private static String intrusion(JsonNode finding) {
    JsonNode edge = finding.at("/edge/key");
    return "%s:%d by '%s'"
        .formatted(
            edge.at("/to/workloadClass/service").asString(),
            edge.path("port").asInt(),
            finding.at("/process/commandLine").asString());
  }

  private static Set<String> intrusions(Watch watch) {
    return watch.found("finding").stream().map(LiveShopIT::intrusion).collect(Collectors.toSet());
  }

  @Test
  void learnsTheShopAndTellsWhoIntrudes() throws Exception {
    try (LiveHost host = LiveHost.in(folder.resolve("host"))) {
      var watch = new Watch(folder.resolve("watch"), host);
      open(host);
      try (RunningEngine engine = watch.start()) {
        host.run("busybox", "ping", "-c", "2", host.address("shop-front-end-1"));
        watch.awaitCandidates(EDGES.size());
        engine.kill();
      }
      try (RunningEngine engine = watch.start()) {
        assertEquals(EDGES.size(), watch.candidates(), "what was seen once is not forgotten");
        Thread.sleep(SETTLING);
        watch.ringwall("mode", "shop/*", "alert");
        Thread.sleep(SETTLING);
        assertEquals(List.of(), watch.found("finding"), "nothing foreign happened");
        assertEquals(0, engine.stop(), engine.log());
      }
      assertEquals(EDGES, watch.learned());
      try (RunningEngine engine = watch.start()) {
        host.type("shop-shipping-1", "id", "wget -qO- http://user-db:27017/");
        RunningEngine.await(
            () -> !watch.found("incident").isEmpty(), () -> "nothing found:\n" + engine.log());
        engine.kill();
      }
      try (RunningEngine engine = watch.start()) {
        Thread.sleep(SETTLING);
        assertTrue(engine.isAlive());
        assertEquals(1, watch.found("finding").size());
        assertEquals(1, watch.found("incident").size());
        host.translate(SERVICE, 80, "shop-orders-db-1", 5432);
        host.type("shop-shipping-1", "wget -qO- http://%s/".formatted(SERVICE));
        Set<String> both =
            Set.of(
                "user-db:27017 by 'wget -qO- http://user-db:27017/'",
                "orders-db:5432 by 'wget -qO- http://%s/'".formatted(SERVICE));
        RunningEngine.await(
            () -> intrusions(watch).equals(both), () -> watch.found("finding").toString());
      }
    }
  }
}
