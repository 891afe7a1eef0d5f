package io.ringwall.plugin.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.testkit.Recorder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real daemon printed when the example was recorded. */
final class ShopRecordingTest {
  private static final Path RECORDING = Path.of("../../examples/shop/recording");

  @TempDir Path folder;

  @Test
  void namesEveryContainerAndFindsTheTwoWhoTookTurnsWithAnAddress() throws Exception {
    Recorder told = new Docker(folder).inventory(RECORDING.resolve("inventory.json"));
    assertEquals(Map.of(), told.malformed());
    assertEquals(1, told.networks().size(), told.networks().toString());
    for (ContainerEvent event : told.started()) {
      assertEquals("shop", event.workload().namespace());
      assertTrue(
          event.workload().workloadClass().repository().startsWith("registry.test/shop/"),
          event.workload().toString());
    }
    Map<Object, Long> holders =
        told.started().stream()
            .flatMap(event -> event.networks().getFirst().addresses().stream())
            .collect(Collectors.groupingBy(address -> address, Collectors.counting()));
    assertEquals(1, holders.values().stream().filter(count -> count == 2).count());
    assertEquals(1, told.ended().size(), "the replica that was stopped");
  }

  @Test
  void tellsPeopleFromHealthProbes() throws Exception {
    var docker = new Docker(folder);
    docker.inventory(RECORDING.resolve("inventory.json"));
    for (String part : List.of("normal", "intrusion")) {
      Recorder told = docker.log(List.of(RECORDING.resolve(part + ".docker.jsonl")));
      assertEquals(Map.of(), told.malformed());
      Set<String> people =
          told.events(ContainerEvent.class).stream()
              .filter(event -> event.action() == ContainerAction.EXEC_START)
              .filter(event -> !event.healthProbe())
              .map(event -> event.workload().service())
              .collect(Collectors.toSet());
      assertEquals(
          part.equals("normal") ? Set.of("carts-db") : Set.of("carts-db", "catalogue", "shipping"),
          people);
      for (ContainerEvent event : told.events(ContainerEvent.class)) {
        boolean exec = event.action().name().startsWith("EXEC");
        assertTrue(
            !exec || !Objects.requireNonNull(event.execSession()).commandLine().isEmpty(),
            event.toString());
      }
    }
  }
}
