package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One connection of each kind on a real Docker daemon is what the table in the README says. */
@Tag("docker")
@Execution(ExecutionMode.CONCURRENT)
class WhoIsWhoIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SERVICE = "10.96.0.7";

  /** A row of the table: the connection, originator, responder, the responder's port, direction. */
  private static final Pattern ROW =
      Pattern.compile(
          "\\| ([^|]+) \\| `([a-z]+)` \\| `([a-z]+)` \\| (70[0-9]{2}) \\| ([A-Z]+) \\|");

  @TempDir private Path folder = Path.of("");

  private record Row(String connection, String from, String to, int port, String direction) {}

  private static List<Row> table() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Ringwall.repository().resolve("engine/app/README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(
            new Row(
                row.group(1),
                row.group(2),
                row.group(3),
                Integer.parseInt(row.group(4)),
                row.group(5)));
      }
    }
    return rows;
  }

  private static void run(LiveHost host, String name, String answers, String... options)
      throws Exception {
    String image = "registry.test/" + name + ":1";
    host.docker("tag", LiveHost.IMAGE, image);
    List<String> command = new ArrayList<>(List.of("run", "-d", "--name", name));
    command.addAll(List.of(options));
    command.addAll(List.of("-e", "ANSWERS=" + answers, image, "/usr/bin/python3", "/member.py"));
    host.docker(command.toArray(String[]::new));
  }

  private static void ask(LiveHost host, String container, String address, int port)
      throws Exception {
    host.docker("exec", container, "wget", "-qO-", "http://" + address + ":" + port + "/");
  }

  private static void open(LiveHost host) throws Exception {
    host.docker(
        "network",
        "create",
        "--ipv6",
        "--subnet",
        "10.217.1.0/24",
        "--subnet",
        "fd00:217::/64",
        "who");
    run(host, "db", "tcp/7001 tcp/7002 tcp/7007 tcp/7010 tcp/7011", "--network", "who");
    run(
        host,
        "web",
        "tcp/7003 tcp/7004 tcp/7005",
        "--network",
        "who",
        "-p",
        "7003:7003",
        "-p",
        "127.0.0.1:7004:7004");
    run(host, "node", "tcp/7008", "--network", "host");
    host.hostMember("tcp/7006", "");
    host.outsideMember("tcp/7009", "");
    host.translate(SERVICE, 80, "db", 7002);
  }

  private static void connect(LiveHost host) throws Exception {
    String gateway = "10.217.1.1";
    String database = host.address("db");
    ask(host, "web", database, 7001);
    ask(host, "web", SERVICE, 80);
    host.outside("busybox", "wget", "-qO-", "http://" + LiveHost.GATEWAY + ":7003/");
    host.run("busybox", "wget", "-qO-", "http://127.0.0.1:7004/");
    host.run("busybox", "wget", "-qO-", "http://" + host.address("web") + ":7005/");
    ask(host, "web", gateway, 7006);
    ask(host, "node", database, 7007);
    ask(host, "web", gateway, 7008);
    ask(host, "web", LiveHost.VERIFIER, 7009);
    String six =
        host.docker(
            "inspect",
            "-f",
            "{{range .NetworkSettings.Networks}}{{.GlobalIPv6Address}}{{end}}",
            "db");
    ask(host, "web", "[" + six + "]", 7011);
  }

  /** Is a connection shown that nobody takes, made for whoever begins to look. */
  private static boolean shows(LiveHost host, Path events) {
    try {
      host.run(
          "sh",
          "-c",
          "busybox wget -T 1 -qO- http://%s:7999/ || true".formatted(host.address("db")));
      return Files.size(events) > 0;
    } catch (IOException e) {
      throw new AssertionError("cannot look at " + events, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String name(JsonNode end) {
    return switch (end.path("kind").asString()) {
      case "WORKLOAD" -> end.path("workload").path("service").asString("unknown");
      case "HOST" -> "host";
      case "EXTERNAL" -> "outside";
      default -> end.path("kind").asString();
    };
  }

  private static Row seen(Row row, JsonNode flow) {
    return new Row(
        row.connection(),
        name(flow.path("originator")),
        name(flow.path("responder")),
        flow.path("responder").path("port").asInt(),
        flow.path("direction").asString());
  }

  /** One that was there before may have settled before anybody watched: what was told last then. */
  private static List<JsonNode> settled(Path events, int port) {
    List<JsonNode> all = to(events, port);
    List<JsonNode> settled = all.stream().filter(flow -> flow.path("settled").asBoolean()).toList();
    boolean before = all.stream().anyMatch(flow -> flow.path("preExisting").asBoolean());
    return settled.isEmpty() && before ? List.of(all.getLast()) : settled;
  }

  private static List<JsonNode> to(Path events, int port) {
    try {
      List<JsonNode> flows = new ArrayList<>();
      String written = Files.readString(events);
      for (String line : written.substring(0, written.lastIndexOf('\n') + 1).lines().toList()) {
        JsonNode flow = JSON.readTree(line);
        if (flow.path("responder").path("port").asInt() == port) {
          flows.add(flow);
        }
      }
      return flows;
    } catch (IOException e) {
      throw new AssertionError("cannot read " + events, e);
    }
  }

  /** All that was seen, for whoever has to find out what was not. */
  private static String told(RunningEngine engine, Watch watch, Path events) {
    try {
      return String.join(
          "\n", engine.log(), watch.ringwall("status").out(), Files.readString(events));
    } catch (IOException e) {
      throw new AssertionError("cannot read " + events, e);
    }
  }

  /** The address that was asked for, where the service's own was; packets may tell of it first. */
  private static String asked(Path events) {
    List<JsonNode> flows = to(events, 7002);
    return flows.isEmpty() ? "" : flows.getLast().at("/original/responder").asString();
  }

  @Test
  void eachKindOfConnectionIsSeenAsTheTableSays() throws Exception {
    List<Row> table = table();
    assertEquals(11, table.size(), table::toString);
    Path events = folder.resolve("events.jsonl");
    try (LiveHost host = LiveHost.in(folder.resolve("host"))) {
      open(host);
      // However long the engine takes to start, it says something only then.
      String early =
          "(until [ -e /go ]; do sleep 0.2; done; echo hello; sleep 1) | nc %s 7010"
              .formatted(host.address("db"));
      host.docker("exec", "-d", "web", "sh", "-c", early);
      var watch = new Watch(folder.resolve("watch"), host);
      try (RunningEngine engine = watch.start()) {
        Process watcher = watch.events("flow", events);
        try {
          RunningEngine.await(() -> shows(host, events), () -> "nothing is shown");
          host.docker("exec", "web", "sh", "-c", ": >/go");
          connect(host);
          for (Row row : table) {
            RunningEngine.await(
                () -> !settled(events, row.port()).isEmpty(),
                () -> row + " is not settled:\n" + told(engine, watch, events));
          }
          RunningEngine.await(
              () -> asked(events).equals(SERVICE), () -> to(events, 7002).toString());
        } finally {
          watcher.destroy();
        }
        for (Row row : table) {
          List<JsonNode> flows = settled(events, row.port());
          assertEquals(1, flows.size(), () -> row + " " + flows);
          assertEquals(row, seen(row, flows.getFirst()), () -> flows.toString());
        }
        assertTrue(settled(events, 7010).getFirst().path("preExisting").asBoolean());
        assertFalse(settled(events, 7001).getFirst().path("preExisting").asBoolean());
        assertEquals(0, engine.stop(), engine.log());
      }
    }
  }
}
