package io.ringwall.plugin.falco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.testkit.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLogTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private Recorder recorder = new Recorder("falco");
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
      assertTrue(thread.join(DEADLINE), "run returns");
    }
  }

  private void follow() throws PluginException {
    follow(new Recorder("falco", InstantSource.system(), null));
  }

  private void follow(byte @Nullable [] handedOver) throws PluginException {
    follow(new Recorder("falco", InstantSource.system(), handedOver));
  }

  private void follow(Recorder engine) throws PluginException {
    CaptureSource opened = new FollowedLogFactory().open(new AlertLogSettings(log), engine);
    recorder = engine;
    source = opened;
    thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                opened.run(engine);
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

  private ProcessEvent next() throws InterruptedException {
    return (ProcessEvent) recorder.next(DEADLINE).orElseThrow();
  }

  private void sees(int command) throws InterruptedException {
    assertEquals("sh -c " + command, next().process().commandLine());
  }

  private void seesNothingMore() throws InterruptedException {
    assertEquals(Optional.empty(), recorder.next(Duration.ofMillis(300)));
  }

  @Test
  void beginsAtTheEndOfWhatIsThere() throws Exception {
    append(line() + line());
    follow();
    Thread.sleep(200);
    append(line());
    sees(2);
    seesNothingMore();
  }

  @Test
  void waitsForTheRestOfALine() throws Exception {
    append(line());
    follow();
    Thread.sleep(200);
    String line = line();
    append(line.substring(0, 40));
    seesNothingMore();
    append(line.substring(40));
    sees(1);
  }

  @Test
  void readsALogThatAppearsFromItsBeginning() throws Exception {
    follow();
    Thread.sleep(200);
    append(line() + line());
    sees(0);
    sees(1);
  }

  @Test
  void losesNothingWhenTheLogIsMovedAwayAndAnotherBegins() throws Exception {
    append(line());
    follow();
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
    follow();
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
    follow();
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
    follow();
    Thread.sleep(200);
    append(line());
    ProcessEvent last = next();
    stop();
    append(line());
    Files.move(log, folder.resolve("events.json.1"));
    append(line());
    follow(
        new Recorder("falco", InstantSource.system(), null)
            .resuming(last.epoch(), last.sequence()));
    sees(3);
    sees(4);
    sees(5);
    seesNothingMore();
  }

  @Test
  void countsWhatIsNoAlertAndGoesOn() throws Exception {
    append(line());
    follow();
    Thread.sleep(200);
    append("no json\n{\"a\":1}\n" + line());
    sees(1);
    assertEquals(Map.of("no-falco-alert", 1L, "not-json", 1L), recorder.malformed());
  }

  @Test
  void saysWhereItLookedWhenNothingIsConfigured() {
    PluginException refused =
        assertThrows(
            PluginException.class,
            () ->
                new FollowedLogFactory()
                    .open(new AlertLogSettings(folder.resolve("none/events.json")), recorder));
    assertEquals(PluginException.Category.RESOURCE, refused.category());
    assertTrue(refused.getMessage().contains("there is no folder"), refused.getMessage());
  }
}
