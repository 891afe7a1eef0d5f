package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/**
 * A tenth of the containers becomes known to the engine three seconds after they began to speak.
 */
@Tag("docker")
@Execution(ExecutionMode.CONCURRENT)
class LateIdentityIT {
  private static final Duration LATE = Duration.ofSeconds(3);
  private static final Duration SETTLING = Duration.ofSeconds(6);
  private static final Pattern INSPECTION =
      Pattern.compile("GET /\\S*containers/([0-9a-f]{64})/json");
  private static final int CONTAINERS = 20;
  private static final int ONE_IN = 10;
  private static final int PORT = 7100;

  @TempDir private Path folder = Path.of("");

  /** Slow are the answers about every tenth container that was never asked about before. */
  private static final class EveryTenth implements Predicate<String> {
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> slow = new LinkedHashSet<>();

    @Override
    public synchronized boolean test(String request) {
      Matcher inspection = INSPECTION.matcher(request);
      if (!inspection.find()) {
        return false;
      }
      String id = inspection.group(1);
      if (known.add(id) && known.size() % ONE_IN == 0) {
        slow.add(id);
        return true;
      }
      return false;
    }

    synchronized Set<String> slow() {
      return Set.copyOf(slow);
    }
  }

  private static void steady(LiveHost host, String server) throws Exception {
    host.docker(
        "run",
        "-d",
        "--network",
        "late",
        "registry.test/steady:1",
        "/bin/sh",
        "-c",
        "wget -qO- http://%s:%d/ && sleep 60".formatted(server, PORT));
  }

  @Test
  void whatWasFoundByAGuessIsWithdrawnAndNamesWhatDisprovedIt() throws Exception {
    var everyTenth = new EveryTenth();
    try (LiveHost host = LiveHost.in(folder.resolve("host"));
        var _ =
            new SlowDocker(folder.resolve("slow.sock"), host.dockerSocket(), LATE, everyTenth)) {
      host.docker("network", "create", "--subnet", "10.215.9.0/24", "late");
      for (String image : List.of("registry.test/server:1", "registry.test/steady:1")) {
        host.docker("tag", LiveHost.IMAGE, image);
      }
      host.docker(
          "run",
          "-d",
          "--network",
          "late",
          "--name",
          "server",
          "-e",
          "ANSWERS=tcp/" + PORT,
          "registry.test/server:1",
          "/usr/bin/python3",
          "/member.py");
      String server = host.address("server");
      var watch = new Watch(folder.resolve("watch"), host, folder.resolve("slow.sock"));
      try (RunningEngine engine = watch.start()) {
        steady(host, server);
        watch.awaitCandidates(1);
        Thread.sleep(SETTLING);
        watch.ringwall("mode", "*/*", "alert");
        for (int i = 0; i < CONTAINERS; i++) {
          steady(host, server);
        }
        Set<String> slow = everyTenth.slow();
        assertTrue(slow.size() >= CONTAINERS / ONE_IN - 1, "known late: " + slow);
        RunningEngine.await(
            () -> withdrawn(watch).size() >= 1 && watch.found("finding").isEmpty(),
            () -> watch.found("finding") + engine.log());
        Thread.sleep(SETTLING);
        assertEquals(List.of(), watch.found("finding"), "a guess that was wrong stays no finding");
        for (JsonNode one : withdrawn(watch)) {
          String container = one.at("/withdrawal/disprovedBy").asString();
          assertTrue(container.startsWith("container "), one::toString);
          assertTrue(one.at("/withdrawal/reason").asString().contains("steady"), one::toString);
        }
        assertEquals(0, engine.stop(), engine.log());
      }
      assertEquals(Set.of("steady -> server TCP/" + PORT), watch.learned());
    }
  }

  private static List<JsonNode> withdrawn(Watch watch) {
    return watch.ringwall("findings", "--json", "--state", "withdrawn").json("finding");
  }
}
