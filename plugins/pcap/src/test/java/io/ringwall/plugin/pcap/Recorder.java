package io.ringwall.plugin.pcap;

import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An engine that keeps what a source emits, and holds it to its word about time. */
final class Recorder implements SourceContext, Diagnostics, EventSink {
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Long> counters = new TreeMap<>();
  private final List<String> remarks = new ArrayList<>();
  private Instant complete = Instant.MIN;
  private String epoch = "";

  /** Replays captures with the defaults. */
  static Recorder replay(Path... captures) throws PluginException, InterruptedException {
    return replay(PcapConfig.defaults(), captures);
  }

  static Recorder replay(PcapConfig configuration, Path... captures)
      throws PluginException, InterruptedException {
    Recorder recorder = new Recorder();
    for (CaptureSource source :
        new CaptureRecordings().open(configuration, List.of(captures), recorder)) {
      try (source) {
        recorder.complete = Instant.MIN;
        source.run(recorder);
      }
    }
    return recorder;
  }

  List<Event> events() {
    return events;
  }

  List<Flow> flows() {
    return events.stream().filter(Flow.class::isInstance).map(Flow.class::cast).toList();
  }

  List<Flow> flows(FlowPhase phase) {
    return flows().stream().filter(flow -> flow.phase() == phase).toList();
  }

  Flow onlyFlow() {
    List<Flow> closed = flows(FlowPhase.CLOSE);
    if (closed.size() != 1) {
      throw new AssertionError("expected one flow, found " + closed);
    }
    return closed.getFirst();
  }

  List<DnsExchange> lookups() {
    return events.stream()
        .filter(DnsExchange.class::isInstance)
        .map(DnsExchange.class::cast)
        .toList();
  }

  List<HttpExchange> requests() {
    return events.stream()
        .filter(HttpExchange.class::isInstance)
        .map(HttpExchange.class::cast)
        .toList();
  }

  long counter(String name) {
    return counters.getOrDefault(name, 0L);
  }

  Map<String, Long> counters() {
    return counters;
  }

  List<String> remarks() {
    return remarks;
  }

  @Override
  public void emit(Event event) {
    // A clock that was set back begins a new epoch, with times of its own.
    boolean sameClock = event.epoch().equals(epoch);
    epoch = event.epoch();
    if (!sameClock) {
      complete = Instant.MIN;
    }
    if (event.time().isBefore(complete)) {
      throw new AssertionError("emitted after time was complete up to " + complete + ": " + event);
    }
    events.add(event);
  }

  @Override
  public boolean offer(Event event) {
    throw new AssertionError("a file can wait");
  }

  @Override
  public void complete(Instant upTo) {
    complete = upTo.isAfter(complete) ? upTo : complete;
  }

  @Override
  public String name() {
    return "pcap";
  }

  @Override
  public Origin origin(String of) {
    return new Origin("host", "pcap", of);
  }

  @Override
  public String startEpoch() {
    return "1";
  }

  @Override
  public InstantSource clock() {
    throw new AssertionError("a replay asks no clock");
  }

  @Override
  public Diagnostics diagnostics() {
    return this;
  }

  @Override
  public Judge judge() {
    throw new AssertionError("nothing to judge");
  }

  @Override
  public byte @Nullable [] handedOver() {
    return null;
  }

  @Override
  public void malformed(String reason, long count) {
    counters.merge("malformed " + reason, count, Long::sum);
  }

  @Override
  public void dropped(String reason, long count) {
    counters.merge("dropped " + reason, count, Long::sum);
  }

  @Override
  public void count(String what, long count) {
    counters.merge(what, count, Long::sum);
  }

  @Override
  public void remark(String sentence) {
    remarks.add(sentence);
  }

  @Override
  public void progress(long done, long total) {
    if (done < 0 || done > total) {
      throw new AssertionError("progress " + done + " of " + total);
    }
  }
}
