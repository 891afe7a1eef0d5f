package io.ringwall.plugin.falco;

import io.ringwall.testkit.contract.PluginContract;
import io.ringwall.testkit.contract.RecordingContract;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of the SDK, as every vendor's plugin is held to it. */
final class FalcoContractTest {
  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(FalcoPlugin.class).tests();
  }

  @TestFactory
  Stream<DynamicTest> recording() {
    return RecordingContract.of(
            FalcoPlugin.class,
            "falco",
            Path.of("../../examples/shop/recording/intrusion.falco.jsonl"))
        .tests();
  }
}
