package io.ringwall.app.command;

import tools.jackson.databind.json.JsonMapper;

/** What commands that follow an engine have in common. */
final class Following {
  private Following() {}

  /** The engine left something out, because this process did not take it in time. */
  static void left(Terminal terminal, String data, String what) {
    long count = JsonMapper.shared().readTree(data).path("count").asLong();
    terminal.tell(
        count
            + " "
            + what
            + (count == 1 ? " was" : "s were")
            + " left out here: they came faster than they were read");
  }
}
