package io.ringwall.plugin.pcap;

import io.ringwall.kernel.KernelException;
import io.ringwall.kernel.PacketRing;
import io.ringwall.plugin.pcap.tally.Tally;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads the packets of bridges, or of the interfaces that are configured, as they pass. On a bridge
 * each packet between containers is seen once, and new containers need no following. Interfaces
 * that come are read, those that go are let go.
 *
 * <p>When it is closed, flows stay open: they go on, though nobody looks.
 */
final class LiveCapture implements CaptureSource {
  /** The kernel hands over what is 5 ms old; what is not is waited for no longer than this. */
  private static final Duration LATENESS = Duration.ofMillis(100);

  private static final Duration SLICE = Duration.ofMillis(20);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final long NANOS = 1_000_000_000L;

  private final PcapConfig configuration;
  private final Interfaces interfaces;
  private final SourceContext context;
  private final OpenedRings rings;
  private final Tally tally = new Tally();
  private final Map<String, InterfaceWalk> walks = new LinkedHashMap<>();
  private final Set<String> refused = new LinkedHashSet<>();
  private long numbers;
  private volatile boolean closed;

  private LiveCapture(
      PcapConfig configuration, Interfaces interfaces, OpenedRings rings, SourceContext context) {
    this.configuration = configuration;
    this.interfaces = interfaces;
    this.rings = rings;
    this.context = context;
  }

  /**
   * Opens it, and what is there to be read, if this process may read packets at all.
   *
   * @throws PluginException of category RESOURCE when it may not
   */
  static LiveCapture open(PcapConfig configuration, Interfaces interfaces, SourceContext context)
      throws PluginException {
    String one = interfaces.any();
    if (one != null) {
      try {
        PacketRing.open(one, 1, false).close();
      } catch (KernelException e) {
        throw new PluginException(Category.RESOURCE, sentence(e), e);
      }
    }
    return new LiveCapture(
        configuration, interfaces, OpenedRings.of(configuration, interfaces), context);
  }

  @Override
  public Timing timing() {
    return Timing.live(LATENESS);
  }

  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    try {
      long looked = System.nanoTime() - LOOK.toNanos();
      while (!closed) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (System.nanoTime() - looked >= LOOK.toNanos()) {
          looked = System.nanoTime();
          look(new PassingEvents(sink));
          rings.close();
          countDrops();
          tally.report(context.diagnostics());
        }
        if (walks.isEmpty()) {
          Thread.sleep(SLICE);
        } else {
          read();
        }
      }
    } catch (KernelException e) {
      throw new PluginException(Category.RESOURCE, sentence(e), e);
    } finally {
      walks.values().forEach(InterfaceWalk::close);
      walks.clear();
      tally.report(context.diagnostics());
    }
  }

  private void read() throws InterruptedException, KernelException {
    PacketRing.await(walks.values().stream().map(InterfaceWalk::ring).toList(), SLICE);
    boolean more = true;
    while (more && !closed && !Thread.currentThread().isInterrupted()) {
      more = false;
      for (InterfaceWalk walk : walks.values()) {
        more |= walk.read();
      }
    }
    Instant passed = context.clock().instant().minus(LATENESS);
    for (InterfaceWalk walk : walks.values()) {
      walk.advance(passed.getEpochSecond() * NANOS + passed.getNano());
    }
  }

  /** Which interfaces are there now. */
  private void look(EventSink sink) {
    List<String> wanted = interfaces.wanted(configuration.interfaces());
    for (String name : new ArrayList<>(walks.keySet())) {
      InterfaceWalk walk = walks.get(name);
      if (walk != null && (!wanted.contains(name) || walk.index() != interfaces.index(name))) {
        walk.close();
        walks.remove(name);
        tally.remark("interface '" + name + "' is gone");
      }
    }
    refused.retainAll(wanted);
    for (String name : wanted) {
      if (!walks.containsKey(name) && !refused.contains(name)) {
        begin(name, sink);
      }
    }
  }

  private void begin(String name, EventSink sink) {
    if (interfaces.linkType(name) < 0) {
      refused.add(name);
      tally.remark("interface '" + name + "' is of a kind whose packets are not read");
      return;
    }
    try {
      walks.put(
          name,
          new InterfaceWalk(
              name, interfaces, rings, configuration, context, sink, tally, () -> numbers++));
      tally.count("interfaces-opened", 1);
    } catch (KernelException e) {
      if (interfaces.index(name) != 0) {
        refused.add(name);
        tally.remark(sentence(e));
      }
    }
  }

  private void countDrops() {
    for (InterfaceWalk walk : walks.values()) {
      try {
        walk.countDrops();
      } catch (KernelException e) {
        tally.remark(sentence(e));
      }
    }
  }

  private static String sentence(KernelException refusal) {
    return Objects.requireNonNullElse(refusal.getMessage(), "the kernel refused");
  }

  @Override
  public void close() {
    closed = true;
    rings.close();
  }
}
