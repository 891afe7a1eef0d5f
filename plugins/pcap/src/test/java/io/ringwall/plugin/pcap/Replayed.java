package io.ringwall.plugin.pcap;

import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.testkit.Recorder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What captures told; a source that did not keep its word about time fails the test. */
record Replayed(Recorder recorder) {
  /** Replays captures with the defaults. */
  static Replayed replay(Path... captures) throws PluginException, InterruptedException {
    return replay(PcapConfig.defaults(), captures);
  }

  static Replayed replay(PcapConfig configuration, Path... captures)
      throws PluginException, InterruptedException {
    var recorder = new Recorder("pcap");
    for (CaptureSource source :
        new CaptureRecordings().open(configuration, List.of(captures), recorder)) {
      try (source) {
        source.run(recorder);
      }
    }
    if (!recorder.late().isEmpty()) {
      throw new AssertionError("emitted when time was complete: " + recorder.late());
    }
    return new Replayed(recorder);
  }

  List<Event> events() {
    return recorder.events();
  }

  List<Flow> flows() {
    return recorder.events(Flow.class);
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
    return recorder.events(DnsExchange.class);
  }

  List<HttpExchange> requests() {
    return recorder.events(HttpExchange.class);
  }

  long counter(String name) {
    return counters().getOrDefault(name, 0L);
  }

  Map<String, Long> counters() {
    Map<String, Long> all = recorder.counted();
    recorder.malformed().forEach((reason, count) -> all.put("malformed " + reason, count));
    recorder.dropped().forEach((reason, count) -> all.put("dropped " + reason, count));
    return all;
  }

  List<String> remarks() {
    return recorder.remarks();
  }
}
