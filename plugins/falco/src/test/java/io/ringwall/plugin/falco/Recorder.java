package io.ringwall.plugin.falco;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.SourceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An engine that writes down what it is told. */
final class Recorder implements SourceContext, Diagnostics, EventSink {
  final List<Event> events = new ArrayList<>();
  final Map<String, Long> malformed = new TreeMap<>();
  final Map<String, Long> counted = new TreeMap<>();
  final List<String> remarks = new ArrayList<>();
  final List<Instant> completions = new ArrayList<>();

  @Override
  public String name() {
    return "falco";
  }

  @Override
  public Origin origin(String epoch) {
    return new Origin("shop-host", "falco", epoch);
  }

  @Override
  public String startEpoch() {
    return "1";
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(Instant.EPOCH);
  }

  @Override
  public Diagnostics diagnostics() {
    return this;
  }

  @Override
  public Judge judge() {
    throw new AssertionError("a recording asks nobody");
  }

  @Override
  public byte @Nullable [] handedOver() {
    return null;
  }

  @Override
  public void malformed(String reason, long count) {
    malformed.merge(reason, count, Long::sum);
  }

  @Override
  public void dropped(String reason, long count) {
    throw new AssertionError("nothing is dropped here: " + reason);
  }

  @Override
  public void count(String what, long count) {
    counted.merge(what, count, Long::sum);
  }

  @Override
  public void remark(String sentence) {
    remarks.add(sentence);
  }

  @Override
  public void progress(long done, long total) {
    if (done > total) {
      throw new AssertionError(done + " of " + total);
    }
  }

  @Override
  public void emit(Event event) {
    events.add(event);
  }

  @Override
  public boolean offer(Event event) {
    throw new AssertionError("a recording can wait");
  }

  @Override
  public void complete(Instant upTo) {
    completions.add(upTo);
  }
}
