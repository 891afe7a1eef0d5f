package io.ringwall.plugin.networkpolicy;

import io.ringwall.testkit.contract.ActuatorContract;
import io.ringwall.testkit.contract.ActuatorScene;
import io.ringwall.testkit.contract.PluginContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of the SDK, as every vendor's plugin is held to it. */
final class NetworkPolicyContractTest {
  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(NetworkPolicyPlugin.class).tests();
  }

  @TestFactory
  Stream<DynamicTest> actuator() {
    return ActuatorContract.of(
            NetworkPolicyPlugin.class,
            "network-policy",
            folder -> new Folder(folder.resolve("policies")))
        .tests();
  }

  /** The folder; for a while a file may stand where it was. */
  private record Folder(Path folder) implements ActuatorScene {
    @Override
    public String configuration() {
      return "folder: " + folder;
    }

    @Override
    public String enforced() throws IOException {
      if (!Files.isDirectory(folder)) {
        return "";
      }
      var text = new StringBuilder();
      for (Path file : files()) {
        text.append(file.getFileName()).append('\n').append(Files.readString(file));
      }
      return text.toString();
    }

    private List<Path> files() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files.sorted().toList();
      }
    }

    @Override
    public boolean obstruct() throws IOException {
      Files.move(folder, away());
      Files.writeString(folder, "a file where the folder was");
      return true;
    }

    @Override
    public void mend() throws IOException {
      Files.delete(folder);
      Files.move(away(), folder);
    }

    private Path away() {
      return folder.resolveSibling("away");
    }
  }
}
