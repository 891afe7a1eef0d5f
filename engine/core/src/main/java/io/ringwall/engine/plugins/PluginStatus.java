package io.ringwall.engine.plugins;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one JAR in the folder of plugins.
 *
 * @param file the JAR
 * @param digest SHA-256 of the JAR's bytes in hex, as the list of admitted digests has it; empty
 *     where it could not be read
 * @param name the plugin's name; before it is known, the bundle's; before that, the file's
 * @param version the bundle's version; empty where not known
 * @param state what became of it
 * @param reason why it does not work, in a sentence; when it is active, what of it does not work,
 *     mostly nothing
 * @param offers what it offers: {@code recording pcap}, {@code inventory docker}, …
 * @param restarts how often something of it was opened again after it had failed
 * @param nextTry when something of it that failed is opened again; null when nothing is
 */
public record PluginStatus(
    Path file,
    String digest,
    String name,
    String version,
    State state,
    String reason,
    List<String> offers,
    long restarts,
    @Nullable Instant nextTry) {
  /** What may become of a plugin. */
  public enum State {
    /** It works. */
    ACTIVE,
    /** It was let in, and failed, whole or in a part; what failed is opened again. */
    FAILED,
    /** It was told to stop and did not; its threads are left behind. */
    HUNG,
    /** It was not let in: its JAR is not what a plugin has to be, or nobody vouches for it. */
    REFUSED
  }

  public PluginStatus {
    offers = List.copyOf(offers);
  }

  /** What became of a file that never became a bundle. */
  static PluginStatus refused(Path file, String digest, PluginTrouble why) {
    String name = String.valueOf(file.getFileName());
    return new PluginStatus(file, digest, name, "", why.state(), why.reason(), List.of(), 0, null);
  }

  /** For people: {@code plugin 'x' 1.0.2 (x.jar) is refused: …}. */
  public String sentence() {
    String which = version.isEmpty() ? "" : " " + version;
    String who = "plugin '" + name + "'" + which + " (" + file.getFileName() + ") ";
    String about = reason.isEmpty() ? "" : ": " + reason;
    return switch (state) {
      case ACTIVE -> who + "is active" + about;
      case FAILED -> who + "failed" + about;
      case HUNG -> who + "hangs" + about;
      case REFUSED -> who + "is refused" + about;
    };
  }
}
