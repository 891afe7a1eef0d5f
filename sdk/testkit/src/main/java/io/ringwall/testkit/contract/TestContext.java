package io.ringwall.testkit.contract;

import io.ringwall.engine.findings.FindingJson;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.SinkContext;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the engine gives to whatever a plugin makes, with what the plugin reported. */
final class TestContext implements SourceContext, SinkContext, ActuatorContext, Diagnostics {
  static final String HOST = "contract-host";

  private final String name;
  private final Path folder;
  private final byte @Nullable [] handedOver;
  private final Map<String, Long> resume;
  private final Map<String, Long> malformed = new ConcurrentSkipListMap<>();
  private final Map<String, Long> dropped = new ConcurrentSkipListMap<>();
  private final List<String> remarks = new CopyOnWriteArrayList<>();
  private final List<String> breaches = new CopyOnWriteArrayList<>();
  private final FindingJson json = new FindingJson();

  TestContext(String name, Path folder, byte @Nullable [] handedOver, Map<String, Long> resume) {
    this.name = name;
    this.folder = folder;
    this.handedOver = handedOver == null ? null : handedOver.clone();
    this.resume = Map.copyOf(resume);
  }

  TestContext(String name, Path folder) {
    this(name, folder, null, Map.of());
  }

  /** How much bad input was counted. */
  long malformed() {
    return malformed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How much good input was counted as lost. */
  long dropped() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Calls that break the contract of {@link Diagnostics}. */
  List<String> breaches() {
    return breaches;
  }

  /** What people were told. */
  List<String> remarks() {
    return remarks;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String host() {
    return HOST;
  }

  @Override
  public Origin origin(String epoch) {
    return new Origin(HOST, name, epoch);
  }

  @Override
  public String startEpoch() {
    return handedOver == null && resume.isEmpty() ? "start-1" : "start-2";
  }

  @Override
  public OptionalLong resumeFrom(String epoch) {
    Long position = resume.get(epoch);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  @Override
  public InstantSource clock() {
    return Clock.systemUTC();
  }

  @Override
  public Diagnostics diagnostics() {
    return this;
  }

  @Override
  public Judge judge() {
    throw new AssertionError("the suite has no judge: a source that asks for one is tested alone");
  }

  @Override
  public byte @Nullable [] handedOver() {
    return handedOver == null ? null : handedOver.clone();
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public String json(Finding finding) {
    return json.write(finding);
  }

  @Override
  public void malformed(String reason, long count) {
    malformed.merge(reason(reason, count), count, Long::sum);
  }

  @Override
  public void dropped(String reason, long count) {
    dropped.merge(reason(reason, count), count, Long::sum);
  }

  @Override
  public void count(String what, long count) {
    reason(what, count);
  }

  private String reason(String reason, long count) {
    if (!reason.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      breaches.add("the counter '" + reason + "' is no short constant such as ip-header-length");
    }
    if (count < 0) {
      breaches.add("the counter '" + reason + "' was given " + count);
    }
    return reason;
  }

  @Override
  public void remark(String sentence) {
    remarks.add(sentence);
  }

  @Override
  public void progress(long done, long total) {
    if (done < 0 || done > total) {
      breaches.add("progress was told as " + done + " of " + total);
    }
  }
}
