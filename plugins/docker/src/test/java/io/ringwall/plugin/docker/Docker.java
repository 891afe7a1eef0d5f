package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.testkit.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The plugin, and what it told, for inputs given as text. */
final class Docker {
  private final Path folder;
  private final KnownContainers known = new KnownContainers();
  private final InspectFactory inventories = new InspectFactory(known);
  private final EventLogFactory logs = new EventLogFactory(known);
  private int files;

  Docker(Path folder) {
    this.folder = folder;
  }

  private Path file(byte[] content) {
    try {
      return Files.write(folder.resolve("input-" + files++), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Recorder inventory(String json) throws Exception {
    return inventory(file(json.getBytes(StandardCharsets.UTF_8)));
  }

  Recorder inventory(Path file) throws Exception {
    var recorder = new Recorder("docker");
    inventory(file, recorder);
    return recorder;
  }

  Recorder inventory(byte[] content, Recorder recorder) throws Exception {
    inventory(file(content), recorder);
    return recorder;
  }

  private void inventory(Path file, Recorder recorder)
      throws PluginException, InterruptedException {
    try (IdentityProvider provider = inventories.open(inventories.defaults(), file, recorder)) {
      provider.run(recorder);
    }
  }

  Recorder log(String... lines) throws Exception {
    return log(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  Recorder log(byte[] content) throws Exception {
    return log(List.of(file(content)));
  }

  Recorder log(List<Path> files) throws Exception {
    var recorder = new Recorder("docker");
    for (CaptureSource source : logs.open(logs.defaults(), files, recorder)) {
      try (source) {
        source.run(recorder);
      }
    }
    return recorder;
  }

  boolean recognisesInventory(String head) {
    return inventories.recognises(head.getBytes(StandardCharsets.UTF_8));
  }

  boolean recognisesLog(String head) {
    return logs.recognises(head.getBytes(StandardCharsets.UTF_8));
  }

  static ContainerEvent only(List<ContainerEvent> events) {
    if (events.size() != 1) {
      throw new AssertionError("expected one event, found " + events);
    }
    return events.getFirst();
  }
}
