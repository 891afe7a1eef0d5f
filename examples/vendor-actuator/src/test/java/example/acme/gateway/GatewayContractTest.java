package example.acme.gateway;

import io.ringwall.testkit.contract.ActuatorContract;
import io.ringwall.testkit.contract.ActuatorScene;
import io.ringwall.testkit.contract.PluginContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of Ringwall's plugin interface. */
final class GatewayContractTest {
  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(GatewayPlugin.class).tests();
  }

  @TestFactory
  Stream<DynamicTest> actuator() {
    return ActuatorContract.of(
            GatewayPlugin.class, "acme-gateway", folder -> new List(folder.resolve("etc/acl")))
        .tests();
  }

  /** The file that the gateway reads; for a while its folder may be gone. */
  private record List(Path file) implements ActuatorScene {
    List {
      file.getParent().toFile().mkdirs();
    }

    @Override
    public String configuration() {
      return "path: " + file;
    }

    @Override
    public String enforced() throws IOException {
      return Files.exists(file) ? Files.readString(file) : "";
    }

    @Override
    public boolean obstruct() throws IOException {
      Files.move(file.getParent(), away());
      Files.writeString(file.getParent(), "a file where the folder was");
      return true;
    }

    @Override
    public void mend() throws IOException {
      Files.delete(file.getParent());
      Files.move(away(), file.getParent());
    }

    private Path away() {
      return file.getParent().resolveSibling("away");
    }
  }
}
