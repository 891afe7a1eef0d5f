package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.Timing;
import org.jspecify.annotations.Nullable;

/** A source that emits into its instance's queue. */
final class SourceDuty implements Duty {
  private final String name;
  private final Guarded<CaptureSource> source;
  private final Diagnostics diagnostics;
  private final Stations stations;
  private volatile @Nullable SourceGate gate;
  private volatile boolean abandoned;

  SourceDuty(String name, CaptureSource source, Diagnostics diagnostics, Stations stations) {
    this.name = name;
    this.source = new Guarded<>("source '" + name + "'", source);
    this.diagnostics = diagnostics;
    this.stations = stations;
  }

  @Override
  public void serve(QueueSlot queue, Runnable begun) throws InterruptedException {
    Timing timing = source.call(CaptureSource::timing);
    var open =
        new SourceGate(EngineSide.call(() -> queue.queue(name, timing, stations)), diagnostics);
    gate = open;
    // What happens once a source is open is told by it, so it need not have read anything yet.
    begun.run();
    try {
      if (!abandoned) {
        source.call(made -> {
          made.run(open);
          return made;
        });
      }
    } finally {
      open.shut();
    }
  }

  @Override
  public void halt() {
    source.closeOnce();
  }

  @Override
  public byte @Nullable [] handOver() throws InterruptedException {
    Box box =
        source.call(made -> {
          byte[] state = made.handOver();
          return new Box(state == null ? null : state.clone());
        });
    return box.state;
  }

  private static final class Box {
    private final byte @Nullable [] state;

    Box(byte @Nullable [] state) {
      this.state = state;
    }
  }

  @Override
  public void close() {
    source.close();
  }

  @Override
  public void abandon() {
    abandoned = true;
    SourceGate open = gate;
    if (open != null) {
      open.shut();
    }
  }

  @Override
  public String trouble() {
    return "";
  }
}
