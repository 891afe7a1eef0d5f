package io.ringwall.plugin.host;

import io.ringwall.testkit.contract.IdentityProviderContract;
import io.ringwall.testkit.contract.IdentityScene;
import io.ringwall.testkit.contract.PluginContract;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of the SDK, as every vendor's plugin is held to it. */
final class HostContractTest {
  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(HostPlugin.class).tests();
  }

  @TestFactory
  Stream<DynamicTest> identity() {
    return IdentityProviderContract.of(HostPlugin.class, "host", folder -> new ThisHost()).tests();
  }

  /** The host that the test runs on. */
  private static final class ThisHost implements IdentityScene {
    @Override
    public String configuration() {
      return "{}";
    }

    @Override
    public @Nullable String start(int number) {
      return null;
    }
  }
}
