package io.ringwall.testkit;

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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An engine that writes down what it is told, for tests of one source, inventory or identity
 * provider: it is context, diagnostics and sink at once. What was told before comes first in every
 * list. Safe for any thread; nothing in it blocks, and what it gives are copies.
 *
 * <pre>{@code
 * var recorder = new Recorder("acme");
 * new AcmeLog(file, recorder).run(recorder);
 * assertEquals(3, recorder.events().size());
 * }</pre>
 *
 * <p>Progress beyond the total is an {@link AssertionError} on the thread that tells it.
 */
public final class Recorder implements SourceContext, Diagnostics, EventSink, IdentitySink {
  private static final String HOST = "test-host";

  private final String name;
  private final InstantSource clock;
  private final byte @Nullable [] handedOver;
  private final Map<String, Long> resume = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private final BlockingQueue<Event> arriving = new LinkedBlockingQueue<>();
  private final List<Event> late = new ArrayList<>();
  private final List<Instant> completions = new ArrayList<>();
  private final Map<String, Long> malformed = new TreeMap<>();
  private final Map<String, Long> dropped = new TreeMap<>();
  private final Map<String, Long> counted = new TreeMap<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<ContainerEvent> started = new ArrayList<>();
  private final Map<String, Instant> ended = new TreeMap<>();
  private final Map<String, String> networks = new TreeMap<>();
  private final List<String> hostAddresses = new ArrayList<>();
  private Instant complete = Instant.MIN;
  private String epoch = "";
  private boolean toldAll;

  /**
   * A recorder whose clock stands still at 1970, as in a replay.
   *
   * @param name of the plugin's instance, as it stands in the events
   */
  public Recorder(String name) {
    this(name, InstantSource.fixed(Instant.EPOCH), null);
  }

  /**
   * A recorder.
   *
   * @param handedOver what the predecessor gave, or null
   */
  public Recorder(String name, InstantSource clock, byte @Nullable [] handedOver) {
    this.name = name;
    this.clock = clock;
    this.handedOver = handedOver == null ? null : handedOver.clone();
  }

  /** From here on, {@link #resumeFrom} answers this for the epoch. */
  public synchronized Recorder resuming(String of, long sequence) {
    resume.put(of, sequence);
    return this;
  }

  /** Events, in the order they came. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** Events of this kind, in the order they came. */
  public synchronized <T extends Event> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The next event that this was not asked for yet; waits for it so long at most. */
  public Optional<Event> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(arriving.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Events that came when time was declared complete beyond them; of a source with one clock. */
  public synchronized List<Event> late() {
    return List.copyOf(late);
  }

  /** How far time was declared complete, each time. */
  public synchronized List<Instant> completions() {
    return List.copyOf(completions);
  }

  /** Bad input, by reason. */
  public synchronized Map<String, Long> malformed() {
    return new TreeMap<>(malformed);
  }

  /** Good input that was lost, by reason. */
  public synchronized Map<String, Long> dropped() {
    return new TreeMap<>(dropped);
  }

  /** What else was counted. */
  public synchronized Map<String, Long> counted() {
    return new TreeMap<>(counted);
  }

  /** What people were told. */
  public synchronized List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** Containers that were told as running or known. */
  public synchronized List<ContainerEvent> started() {
    return List.copyOf(started);
  }

  /** When containers ended that were told with their end, by name. */
  public synchronized Map<String, Instant> ended() {
    return new TreeMap<>(ended);
  }

  /** Gateways by {@code name block}, {@code null} for none. */
  public synchronized Map<String, String> networks() {
    return new TreeMap<>(networks);
  }

  /** {@code host address}, in the order they came. */
  public synchronized List<String> hostAddresses() {
    return List.copyOf(hostAddresses);
  }

  /** Was it said that all containers were told. */
  public synchronized boolean toldAll() {
    return toldAll;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Origin origin(String of) {
    return new Origin(HOST, name, of);
  }

  @Override
  public String startEpoch() {
    return "1";
  }

  @Override
  public synchronized OptionalLong resumeFrom(String of) {
    Long sequence = resume.get(of);
    return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public Diagnostics diagnostics() {
    return this;
  }

  /** There is none: a source that asks is tested with a judge of its test's own. */
  @Override
  public Judge judge() {
    throw new AssertionError("nobody was expected to ask for a judge");
  }

  @Override
  public byte @Nullable [] handedOver() {
    return handedOver == null ? null : handedOver.clone();
  }

  @Override
  public synchronized void malformed(String reason, long count) {
    malformed.merge(reason, count, Long::sum);
  }

  @Override
  public synchronized void dropped(String reason, long count) {
    dropped.merge(reason, count, Long::sum);
  }

  @Override
  public synchronized void count(String what, long count) {
    counted.merge(what, count, Long::sum);
  }

  @Override
  public synchronized void remark(String sentence) {
    remarks.add(sentence);
  }

  @Override
  public void progress(long done, long total) {
    if (done < 0 || done > total) {
      throw new AssertionError("progress was told as " + done + " of " + total);
    }
  }

  /** Takes an event; one of another epoch than the one before begins a time of its own. */
  @Override
  public synchronized void emit(Event event) {
    if (!event.epoch().equals(epoch)) {
      complete = Instant.MIN;
    }
    epoch = event.epoch();
    if (event.time().isBefore(complete)) {
      late.add(event);
    }
    events.add(event);
    arriving.add(event);
  }

  @Override
  public boolean offer(Event event) {
    emit(event);
    return true;
  }

  @Override
  public synchronized void complete(Instant upTo) {
    completions.add(upTo);
    complete = upTo.isAfter(complete) ? upTo : complete;
  }

  @Override
  public synchronized void container(ContainerEvent start, @Nullable Instant until) {
    started.add(start);
    if (until != null) {
      ended.put(start.workload().name(), until);
    }
  }

  @Override
  public synchronized void network(String called, AddressBlock block, @Nullable IpAddress gateway) {
    networks.put(called + " " + block, String.valueOf(gateway));
  }

  @Override
  public synchronized void hostAddress(IpAddress address, String host) {
    hostAddresses.add(host + " " + address);
  }

  @Override
  public synchronized void service(IpAddress address, ServiceRef service) {
    networks.put("service " + address, String.valueOf(service));
  }

  @Override
  public synchronized void complete() {
    toldAll = true;
  }
}
