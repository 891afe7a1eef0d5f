package io.ringwall.engine.plugins;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of one JAR in the folder of plugins.
 *
 * @param file the JAR
 * @param name the plugin's name; before it is known, the bundle's; before that, the file's
 * @param version the bundle's version; empty where not known
 * @param state what became of it
 * @param reason why it is not loaded, in a sentence; empty when it is
 * @param offers what it offers: {@code recording pcap}, {@code inventory docker}, …
 */
public record PluginStatus(
    Path file, String name, String version, State state, String reason, List<String> offers) {
  /** What may become of a plugin. */
  public enum State {
    /** It works. */
    LOADED,
    /** It was not let in: its JAR is not what a plugin has to be. */
    REFUSED,
    /** It was let in, and failed. */
    BROKEN
  }

  public PluginStatus {
    offers = List.copyOf(offers);
  }

  /** For people: {@code plugin 'x' (x.jar) is refused: …}. */
  public String sentence() {
    String who = "plugin '" + name + "' (" + file.getFileName() + ") is ";
    return switch (state) {
      case LOADED -> who + "loaded";
      case REFUSED -> who + "refused: " + reason;
      case BROKEN -> who + "broken: " + reason;
    };
  }
}
