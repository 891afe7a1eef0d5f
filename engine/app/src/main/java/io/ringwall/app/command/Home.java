package io.ringwall.app.command;

import java.nio.file.Path;

/**
 * The folder that Ringwall is installed in.
 *
 * @param folder the folder with {@code bin}, {@code etc}, {@code plugins}, {@code rulesets}
 * @param cache where what was computed once is kept, if that can be written
 */
public record Home(Path folder, Path cache) {
  Path configuration() {
    return folder.resolve("etc").resolve("ringwall.yaml");
  }

  Path plugins() {
    return folder.resolve("plugins");
  }

  Path ruleSets() {
    return folder.resolve("rulesets");
  }

  Path state() {
    return folder.resolve("var");
  }
}
