package io.ringwall.bench.roster;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.SourceContext;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Tells of all containers at once; each is a service of its own. */
final class Roster implements IdentityProvider {
  private static final String NETWORK = "bench";
  private static final int PREFIX = 16;

  /** Makes ids of which the first digits differ, as those of container engines do. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final RosterSettings settings;
  private final SourceContext context;
  private final CountDownLatch closed = new CountDownLatch(1);
  private long sequence;

  Roster(RosterSettings settings, SourceContext context) {
    this.settings = settings;
    this.context = context;
  }

  @Override
  public void run(IdentitySink sink) throws InterruptedException {
    IpAddress base = IpAddress.parse(settings.network() + ".0.0");
    IpAddress gateway = IpAddress.parse(settings.network() + ".0.1");
    sink.network(NETWORK, AddressBlock.of(base, PREFIX), gateway);
    for (int i = 1; i <= settings.clients(); i++) {
      sink.container(started("client-" + i, settings.network() + ".1." + i), null);
    }
    for (int i = 1; i <= settings.servers(); i++) {
      sink.container(started("server-" + i, settings.network() + ".2." + i), null);
    }
    sink.complete();
    closed.await();
  }

  private ContainerEvent started(String service, String address) {
    long number = sequence++;
    Instant now = context.clock().instant();
    var attached =
        new NetworkAttachment(NETWORK, null, List.of(IpAddress.parse(address)), null, List.of());
    Workload workload =
        Workload.builder()
            .containerId("%016x".formatted((number + 1) * SPREAD).repeat(4))
            .name(service)
            .namespace("bench")
            .service(service)
            .image(Image.parse("registry.test/" + service + ":1"))
            .networks(List.of(attached))
            .startedAt(now)
            .build();
    return ContainerEvent.builder(context.origin(context.startEpoch()), number, now)
        .action(ContainerAction.START)
        .workload(workload)
        .networks(List.of(attached))
        .build();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
