package io.ringwall.plugin.falco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.finding.Judge;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLogTest {
  private static final long DEADLINE_SECONDS = 10;

  private final BlockingQueue<ProcessEvent> seen = new LinkedBlockingQueue<>();
  private final Map<String, Long> resume = new HashMap<>();
  private final Recorder recorder = new Recorder();
  @TempDir private Path folder;
  private Path log;
  private @Nullable CaptureSource source;
  private @Nullable Thread thread;
  private int number;

  @BeforeEach
  void nameTheLog() {
    log = folder.resolve("events.json");
  }

  @AfterEach
  void stop() throws Exception {
    if (source != null && thread != null) {
      source.close();
      assertTrue(thread.join(java.time.Duration.ofSeconds(DEADLINE_SECONDS)), "run returns");
    }
  }

  private void follow(byte @Nullable [] handedOver) throws PluginException {
    CaptureSource opened =
        new FollowedLogFactory().open(new AlertLogSettings(log), new Context(handedOver));
    source = opened;
    thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                opened.run(new Sink());
              } catch (InterruptedException | PluginException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private String line() {
    return """
    {"time":"2026-11-25T17:56:57.38Z","source":"syscall","rule":"r","priority":"Notice",\
    "output":"o","output_fields":{"evt.type":"execve","evt.time":1764093417380000000,\
    "container.id":"3c1b2a3f4d5e","proc.pid":%d,"proc.name":"sh","proc.cmdline":"sh -c %d",\
    "proc.exepath":"/bin/sh"}}\
    """
            .formatted(1000 + number, number++)
        + "\n";
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void sees(int command) throws InterruptedException {
    ProcessEvent event = seen.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertTrue(event != null, "command " + command + " is seen");
    assertEquals("sh -c " + command, event.process().commandLine());
  }

  private void seesNothingMore() throws InterruptedException {
    assertNull(seen.poll(300, TimeUnit.MILLISECONDS));
  }

  @Test
  void beginsAtTheEndOfWhatIsThere() throws Exception {
    append(line() + line());
    follow(null);
    Thread.sleep(200);
    append(line());
    sees(2);
    seesNothingMore();
  }

  @Test
  void waitsForTheRestOfALine() throws Exception {
    append(line());
    follow(null);
    Thread.sleep(200);
    String line = line();
    append(line.substring(0, 40));
    seesNothingMore();
    append(line.substring(40));
    sees(1);
  }

  @Test
  void readsALogThatAppearsFromItsBeginning() throws Exception {
    follow(null);
    Thread.sleep(200);
    append(line() + line());
    sees(0);
    sees(1);
  }

  @Test
  void losesNothingWhenTheLogIsMovedAwayAndAnotherBegins() throws Exception {
    append(line());
    follow(null);
    Thread.sleep(200);
    for (int round = 0; round < 3; round++) {
      append(line() + line());
      Files.move(log, folder.resolve("events.json." + round));
      append(line());
    }
    for (int command = 1; command < number; command++) {
      sees(command);
    }
    seesNothingMore();
  }

  @Test
  void readsALogThatWasCutFromItsBeginning() throws Exception {
    append(line());
    follow(null);
    Thread.sleep(200);
    append(line());
    sees(1);
    Files.copy(log, folder.resolve("events.json.1"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(log, "", StandardOpenOption.TRUNCATE_EXISTING);
    append(line());
    sees(2);
    seesNothingMore();
  }

  @Test
  void goesOnWhereThePredecessorStood() throws Exception {
    append(line());
    follow(null);
    Thread.sleep(200);
    append(line());
    sees(1);
    CaptureSource before = source;
    stop();
    append(line());
    follow(before.handOver());
    sees(2);
    seesNothingMore();
  }

  @Test
  void goesOnWhereTheEngineCameToEvenInALogThatWasMovedAway() throws Exception {
    append(line() + line() + line());
    follow(null);
    Thread.sleep(200);
    append(line());
    ProcessEvent last = seen.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    stop();
    append(line());
    Files.move(log, folder.resolve("events.json.1"));
    append(line());
    resume.put(last.epoch(), last.sequence());
    follow(null);
    sees(3);
    sees(4);
    sees(5);
    seesNothingMore();
  }

  @Test
  void countsWhatIsNoAlertAndGoesOn() throws Exception {
    append(line());
    follow(null);
    Thread.sleep(200);
    append("no json\n{\"a\":1}\n" + line());
    sees(1);
    assertEquals(Map.of("no-falco-alert", 1L, "not-json", 1L), recorder.malformed);
  }

  @Test
  void saysWhereItLookedWhenNothingIsConfigured() {
    PluginException refused =
        assertThrows(
            PluginException.class,
            () ->
                new FollowedLogFactory()
                    .open(
                        new AlertLogSettings(folder.resolve("none/events.json")),
                        new Context(null)));
    assertEquals(PluginException.Category.RESOURCE, refused.category());
    assertTrue(refused.getMessage().contains("there is no folder"), refused.getMessage());
  }

  private final class Sink implements EventSink {
    @Override
    public void emit(Event event) {
      seen.add((ProcessEvent) event);
    }

    @Override
    public boolean offer(Event event) {
      return seen.add((ProcessEvent) event);
    }

    @Override
    public void complete(Instant upTo) {}
  }

  private final class Context implements SourceContext {
    private final byte @Nullable [] handedOver;

    Context(byte @Nullable [] handedOver) {
      this.handedOver = handedOver;
    }

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
    public OptionalLong resumeFrom(String epoch) {
      Long from = resume.get(epoch);
      return from == null ? OptionalLong.empty() : OptionalLong.of(from);
    }

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public Diagnostics diagnostics() {
      return recorder;
    }

    @Override
    public Judge judge() {
      throw new AssertionError("a log asks nobody");
    }

    @Override
    public byte @Nullable [] handedOver() {
      return handedOver;
    }
  }
}
