package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/**
 * Containers that nobody has seen before on a real Docker daemon, and ones that live shortly. They
 * share a host, so one test runs after the other; other classes run beside them.
 */
@Tag("docker")
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveContainersIT {
  private static final Duration SETTLING = Duration.ofSeconds(6);
  private static final int LIVES = 50;
  private static final int SERVICES = 5;
  private static final int AT_ONCE = 4;
  private static final int FIRST_PORT = 17_000;
  private static final int SWAPS = 20;
  private static final int LOAD = 10;
  private static final Duration BETWEEN_SWAPS = Duration.ofMillis(300);
  private static final String LOADERS =
      "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";

  private Path folder = Path.of("");
  private LiveHost host;

  @BeforeAll
  void make(@TempDir Path shared) throws Exception {
    folder = shared;
    host = LiveHost.in(folder.resolve("host"));
  }

  @AfterAll
  void close() throws IOException {
    if (host != null) {
      host.close();
    }
  }

  private void run(String image, List<String> options, String... command) throws Exception {
    host.docker("tag", LiveHost.IMAGE, image);
    List<String> all = new ArrayList<>(List.of("run", "-d"));
    all.addAll(options);
    all.add(image);
    all.addAll(List.of(command));
    host.docker(all.toArray(String[]::new));
  }

  private void member(String image, List<String> options, String answers, String calls)
      throws Exception {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-e", "ANSWERS=" + answers, "-e", "CALLS=" + calls));
    run(image, all, "/usr/bin/python3", "/member.py");
  }

  /**
   * Each of fifty containers lives for one to three seconds and calls a port that no other calls,
   * so that an edge tells whose call was seen; the network has addresses for a few at a time.
   */
  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void losesNoEdgeOfShortLivesAndAttributesNoneWrongly() throws Exception {
    host.docker("network", "create", "--subnet", "10.215.8.0/28", "brief");
    Set<String> answers = new TreeSet<>();
    Set<String> edges = new TreeSet<>();
    for (int life = 0; life < LIVES; life++) {
      answers.add("tcp/" + (FIRST_PORT + life));
      edges.add("brief-%d -> server TCP/%d".formatted(life % SERVICES, FIRST_PORT + life));
    }
    member(
        "registry.test/server:1",
        List.of("--network", "brief", "--name", "server"),
        String.join(" ", answers),
        "");
    String server = host.address("server");
    var watch = new Watch(folder.resolve("lives"), host);
    try (RunningEngine engine = watch.start()) {
      var random = new Random(LIVES);
      try (ExecutorService hands = Executors.newFixedThreadPool(AT_ONCE)) {
        List<Future<?>> lives = new ArrayList<>();
        for (int life = 0; life < LIVES; life++) {
          int number = life;
          double seconds = 1 + 2 * random.nextDouble();
          lives.add(
              hands.submit(() -> {
                live(server, number, seconds);
                return number;
              }));
        }
        for (Future<?> life : lives) {
          life.get();
        }
      }
      watch.awaitCandidates(LIVES);
      Thread.sleep(SETTLING);
      watch.ringwall("mode", "*/*", "alert");
      assertEquals(0, engine.stop(), engine.log());
    }
    Set<String> learned = new TreeSet<>(watch.learned());
    learned.removeIf(edge -> !edge.contains(" -> server "));
    assertEquals(Set.of(), without(learned, edges), "wrongly attributed");
    assertEquals(Set.of(), without(edges, learned), "lost");
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  private void live(String server, int number, double seconds) throws Exception {
    String call =
        "wget -qO- http://%s:%d/ && sleep %.2f".formatted(server, FIRST_PORT + number, seconds);
    host.docker("tag", LiveHost.IMAGE, "registry.test/brief-" + number % SERVICES + ":1");
    host.docker(
        "run",
        "--rm",
        "--network",
        "brief",
        "registry.test/brief-" + number % SERVICES + ":1",
        "/bin/sh",
        "-c",
        call);
  }

  /** The docker plugin at the daemon, the falco plugin at a log that grows; both at once. */
  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void twentySwapsOfTheRealPluginsLoseNothingAndDoubleNothing() throws Exception {
    Path log = folder.resolve("falco.jsonl");
    var watch = new Watch(folder.resolve("swaps"), host);
    watch.set("falco: { log: " + log + " }");
    var plugins = new SwappedPlugins(folder.resolve("swaps/plugins"), "docker", "falco");
    Path processes = folder.resolve("processes.jsonl");
    Path containers = folder.resolve("containers.jsonl");
    try (RunningEngine engine = watch.start("--plugins", plugins.folder())) {
      RunningEngine.await(() -> plugins.serves("0.1.0", engine), engine::log);
      List<Process> watchers =
          List.of(watch.events("process", processes), watch.events("container", containers));
      var load = new SwapLoad(host, log, "registry.test/swapped:1");
      int typed;
      int entered;
      int last;
      int lives;
      long loaders;
      try (load) {
        RunningEngine.await(
            () ->
                !SwapLoad.typedIn(processes).isEmpty()
                    && !SwapLoad.livesIn(containers, "DIE").isEmpty(),
            engine::log);
        typed = load.typed();
        entered = load.entered() + 1;
        loaders = engine.live(LOADERS);
        for (int swap = 1; swap <= SWAPS; swap++) {
          String version = "0.1." + swap;
          plugins.swap(version);
          RunningEngine.await(() -> plugins.serves(version, engine), engine::log);
          Thread.sleep(BETWEEN_SWAPS);
        }
      }
      last = load.typed();
      lives = load.entered();
      RunningEngine.await(
          () ->
              SwapLoad.typedIn(processes).containsKey(last - 1)
                  && SwapLoad.livesIn(containers, "DIE").containsKey(lives - 1),
          engine::log);
      RunningEngine.await(() -> engine.live(LOADERS) == loaders, () -> "loaders are held");
      assertEachOnce("typed", typed, last, SwapLoad.typedIn(processes));
      assertEachOnce("entered", entered, lives, SwapLoad.enteredIn(containers));
      assertEachOnce("begun", entered, lives, SwapLoad.livesIn(containers, "START"));
      assertEachOnce("ended", entered, lives, SwapLoad.livesIn(containers, "DIE"));
      watchers.forEach(Process::destroy);
      assertEquals(0, engine.stop(), engine.log());
    }
  }

  private static void assertEachOnce(String what, int first, int end, Map<Integer, Integer> seen) {
    assertTrue(end - first >= LOAD, () -> what + " " + first + " to " + end + " is no load");
    Map<Integer, Integer> expected = new TreeMap<>();
    for (int number = first; number < end; number++) {
      expected.put(number, 1);
    }
    seen.keySet().removeIf(number -> number < first);
    assertEquals(expected, seen, what);
  }

  private record Application(String project, String caller, String callee, int port, int foreign) {
    static Application drawn(Random random) {
      return new Application(
          word(random),
          word(random),
          word(random),
          random.nextInt(1024, 30_000),
          random.nextInt(30_000, 60_000));
    }

    private static String word(Random random) {
      StringBuilder word = new StringBuilder();
      for (int i = 0; i < 8; i++) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      return word.toString();
    }

    String name(String service) {
      return project + "-" + service + "-1";
    }
  }

  private void open(Application application, int number) throws Exception {
    String network = application.project() + "_default";
    host.docker("network", "create", "--subnet", "10.216." + number + ".0/24", network);
    for (String service : List.of(application.callee(), application.caller())) {
      boolean calls = service.equals(application.caller());
      member(
          "registry.test/%s/%s:1".formatted(application.project(), service),
          List.of(
              "--network",
              network,
              "--network-alias",
              service,
              "--name",
              application.name(service),
              "--label",
              "com.docker.compose.project=" + application.project(),
              "--label",
              "com.docker.compose.service=" + service),
          calls ? "" : "tcp/%d tcp/%d".formatted(application.port(), application.foreign()),
          calls ? "tcp/%s/%d".formatted(application.callee(), application.port()) : "");
    }
  }

  /** Applications whose names, networks and ports are drawn; one foreign connection in each. */
  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void findsOneForeignConnectionInEachOfThreeApplicationsThatNobodyKnew() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<Application> applications = new ArrayList<>();
    Set<String> edges = new TreeSet<>();
    for (int number = 0; number < 3; number++) {
      Application drawn = Application.drawn(random);
      applications.add(drawn);
      open(drawn, number);
      edges.add("%s -> %s TCP/%d".formatted(drawn.caller(), drawn.callee(), drawn.port()));
    }
    var watch = new Watch(folder.resolve("drawn"), host);
    List<String> cleared;
    try (RunningEngine engine = watch.start()) {
      watch.awaitCandidates(edges.size());
      Thread.sleep(SETTLING);
      watch.ringwall("mode", "*/*", "alert");
      for (Application one : applications) {
        host.docker("exec", one.name(one.caller()), "wget", "-qO-", foreignCall(one));
        RunningEngine.await(
            () -> of(one, watch.found("finding")).size() == 1,
            () -> "seed " + seed + ": " + watch.found("finding") + engine.log());
      }
      Thread.sleep(SETTLING);
      for (Application one : applications) {
        List<JsonNode> found = of(one, watch.found("finding"));
        assertEquals(1, found.size(), () -> "seed " + seed + ": " + found);
        assertTells(one, found.getFirst());
      }
      assertEquals(3, watch.found("finding").size(), () -> "seed " + seed);
      cleared = clear(watch, applications);
      engine.kill();
    }
    try (RunningEngine engine = watch.start()) {
      assertEquals(1, watch.found("finding").size(), "what is cleared stays so over a kill");
      for (String one : cleared) {
        watch.ringwall("findings", "undo", one);
      }
      assertEquals(3, watch.found("finding").size(), "all are back");
      assertEquals(0, engine.stop(), engine.log());
    }
    assertEquals(Set.of(), without(edges, watch.learned()), () -> "seed " + seed);
  }

  /** Clears the first application's by its edge, the second's by its container; returns by what. */
  private static List<String> clear(Watch watch, List<Application> applications) {
    Application first = applications.getFirst();
    String edge = "* -> %s/%s %d/tcp".formatted(first.project(), first.callee(), first.foreign());
    Application second = applications.get(1);
    List<List<String>> filters =
        List.of(List.of("--edge", edge), List.of("--container", second.name(second.caller())));
    List<String> cleared = new ArrayList<>();
    for (List<String> filter : filters) {
      List<String> command = new ArrayList<>(List.of("findings", "clear"));
      command.addAll(filter);
      command.addAll(List.of("--reason", "drawn", "--json"));
      cleared.add(
          watch.ringwall(command.toArray(String[]::new)).json().getFirst().path("id").asString());
    }
    Application third = applications.getLast();
    List<JsonNode> left =
        watch.ringwall("findings", "--json", "--namespace", third.project()).json("finding");
    assertEquals(left, watch.found("finding"), "only the third is left");
    assertEquals(1, left.size());
    return cleared;
  }

  private static String foreignCall(Application one) {
    return "http://%s:%d/".formatted(one.callee(), one.foreign());
  }

  private static List<JsonNode> of(Application one, List<JsonNode> found) {
    return found.stream()
        .filter(finding -> finding.at("/subject/namespace").asString().equals(one.project()))
        .toList();
  }

  private void assertTells(Application one, JsonNode finding) throws Exception {
    String container = host.docker("inspect", "-f", "{{.Id}}", one.name(one.caller()));
    assertEquals(container, finding.at("/subject/containerId").asString());
    assertEquals(one.foreign(), finding.at("/edge/key/port").asInt(), finding::toString);
    assertTrue(
        finding.path("commands").toString().contains("wget -qO- " + foreignCall(one)),
        finding::toString);
  }
}
