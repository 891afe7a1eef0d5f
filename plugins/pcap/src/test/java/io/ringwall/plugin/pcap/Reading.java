package io.ringwall.plugin.pcap;

import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.testkit.Recorder;
import io.ringwall.testkit.SourceAtWork;
import java.time.Clock;
import java.util.concurrent.Callable;

/** A source that reads interfaces, at work. */
final class Reading implements AutoCloseable {
  final Recorder recorder = new Recorder("pcap", Clock.systemUTC(), null);
  private final SourceAtWork source;

  private Reading(PcapConfig configuration) throws PluginException {
    source =
        SourceAtWork.of(
            LiveCapture.open(configuration, Interfaces.ofThisHost(), recorder), recorder);
  }

  /** Begins to read; returns once the interfaces that are there are read. */
  static Reading of(String pattern) throws Exception {
    return of(Configured.onInterface(pattern));
  }

  /** Begins to read with this configuration. */
  static Reading of(PcapConfig configuration) throws Exception {
    Reading reading = new Reading(configuration);
    int there = Interfaces.ofThisHost().wanted(configuration.interfaces()).size();
    reading.await(() -> reading.recorder.counted().getOrDefault("interfaces-opened", 0L) >= there);
    return reading;
  }

  int flows(FlowPhase phase, int port) {
    return (int) recorder.events(Flow.class).stream().filter(flow -> is(flow, phase, port)).count();
  }

  Flow awaitClosed(int port) throws Exception {
    return source.await(Flow.class, flow -> is(flow, FlowPhase.CLOSE, port));
  }

  private static boolean is(Flow flow, FlowPhase phase, int port) {
    return flow.phase() == phase && flow.responder().port() == port;
  }

  void await(Callable<Boolean> condition) throws Exception {
    source.await(condition);
  }

  @Override
  public void close() {
    source.close();
  }
}
