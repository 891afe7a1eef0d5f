package io.ringwall.plugin.docker;

import io.ringwall.testkit.contract.InventoryContract;
import io.ringwall.testkit.contract.PluginContract;
import io.ringwall.testkit.contract.RecordingContract;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of the SDK, as every vendor's plugin is held to it. */
final class DockerContractTest {
  private static final Path SHOP = Path.of("../../examples/shop/recording");

  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(DockerPlugin.class).tests();
  }

  @TestFactory
  Stream<DynamicTest> inventory() {
    return InventoryContract.of(
            DockerPlugin.class, "docker-inspect", SHOP.resolve("inventory.json"))
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> recording() {
    return RecordingContract.of(
            DockerPlugin.class, "docker-events", SHOP.resolve("intrusion.docker.jsonl"))
        .tests();
  }
}
