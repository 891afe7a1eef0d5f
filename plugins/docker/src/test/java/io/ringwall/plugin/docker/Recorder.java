package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.SourceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An engine that writes down what it is told. */
class Recorder implements SourceContext, Diagnostics, EventSink, IdentitySink {
  final List<ContainerEvent> events = new ArrayList<>();
  final List<ContainerEvent> started = new ArrayList<>();
  final Map<String, Instant> ended = new TreeMap<>();
  final Map<String, String> networks = new TreeMap<>();
  final List<String> hostAddresses = new ArrayList<>();
  final Map<String, Long> malformed = new TreeMap<>();
  final Map<String, Long> counted = new TreeMap<>();
  final List<String> remarks = new ArrayList<>();
  final List<Instant> completions = new ArrayList<>();
  boolean complete;

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public Origin origin(String epoch) {
    return new Origin("shop-host", "docker", epoch);
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
    events.add((ContainerEvent) event);
  }

  @Override
  public boolean offer(Event event) {
    throw new AssertionError("a recording can wait");
  }

  @Override
  public void complete(Instant upTo) {
    completions.add(upTo);
  }

  @Override
  public void container(ContainerEvent start, @Nullable Instant until) {
    started.add(start);
    if (until != null) {
      ended.put(start.workload().name(), until);
    }
  }

  @Override
  public void network(String name, AddressBlock block, @Nullable IpAddress gateway) {
    networks.put(name + " " + block, String.valueOf(gateway));
  }

  @Override
  public void hostAddress(IpAddress address, String host) {
    hostAddresses.add(host + " " + address);
  }

  @Override
  public void service(IpAddress address, ServiceRef service) {
    throw new AssertionError("Docker alone has no services");
  }

  @Override
  public void complete() {
    complete = true;
  }
}
