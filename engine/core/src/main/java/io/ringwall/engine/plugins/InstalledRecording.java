package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.RecordingFactory;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;
import java.util.List;

/** A plugin's reader of recordings, with its configuration. */
public final class InstalledRecording {
  private final RecordingFactory<?> factory;
  private final String name;
  private final Opening opening;

  private InstalledRecording(RecordingFactory<?> factory, String name, Opening opening) {
    this.factory = factory;
    this.name = name;
    this.opening = opening;
  }

  static <C extends Record> InstalledRecording of(
      RecordingFactory<C> factory, String name, C configuration) {
    return new InstalledRecording(
        factory, name, (files, context) -> factory.open(configuration, files, context));
  }

  /** Name in configuration, counters and events. */
  public String name() {
    return name;
  }

  /**
   * Does it read such files.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin fails
   */
  public boolean recognises(byte[] head) throws InterruptedException {
    return PluginEdge.call(who(), () -> factory.recognises(head.clone()));
  }

  /**
   * Opens the files of one phase.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot, or fails
   */
  public List<InstalledSource> open(List<Path> files, SourceContext context)
      throws InterruptedException {
    return PluginEdge.call(who(), () -> List.copyOf(opening.open(files, context))).stream()
        .map(source -> new InstalledSource(who(), source))
        .toList();
  }

  private String who() {
    return "plugin '" + name + "'";
  }

  private interface Opening {
    List<CaptureSource> open(List<Path> files, SourceContext context) throws Exception;
  }
}
