package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.source.Interruptions;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the networks that containers live in, so that an address in one of them is waited for. They
 * are asked for every second: a network is made before a container is put into it.
 */
final class LiveNetworks implements IdentityProvider {
  private static final long PAUSE_MILLIS = 1_000;

  private final EngineApi api;
  private final SourceContext context;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<AddressBlock> told = new HashSet<>();

  LiveNetworks(EngineApi api, SourceContext context) {
    this.api = api;
    this.context = context;
  }

  @Override
  public void run(IdentitySink sink) throws InterruptedException {
    boolean complete = false;
    while (closed.getCount() > 0) {
      try {
        for (JsonObject network : api.networks()) {
          tell(network, sink);
        }
        if (!complete) {
          sink.complete();
          complete = true;
        }
      } catch (ClosedByInterruptException e) {
        throw Interruptions.of(e);
      } catch (IOException | ShapeException e) {
        // The source of containers tells of a daemon that is away.
        context.diagnostics().count("networks-not-told", 1);
      }
      closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void tell(JsonObject network, IdentitySink sink) throws ShapeException {
    String name = network.required("Name");
    for (JsonObject range : network.object("IPAM").objects("Config")) {
      String subnet = range.text("Subnet");
      if (subnet == null) {
        continue;
      }
      try {
        AddressBlock block = AddressBlock.parse(subnet);
        IpAddress gateway = range.address("Gateway");
        if (told.add(block)) {
          sink.network(name, block, gateway);
        }
      } catch (IllegalArgumentException e) {
        context.diagnostics().malformed("subnet", 1);
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
