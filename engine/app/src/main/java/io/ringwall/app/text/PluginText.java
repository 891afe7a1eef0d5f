package io.ringwall.app.text;

import io.ringwall.engine.plugins.PluginStatus;
import java.util.List;

/** What there is to say of plugins. */
public final class PluginText {
  private PluginText() {}

  /** Lists plugins with what they offer, or why they do not work. */
  public static void list(Page page, List<PluginStatus> plugins) {
    Ink ink = page.ink();
    if (plugins.isEmpty()) {
      page.line("No plugin is installed.");
    }
    int names = plugins.stream().mapToInt(plugin -> Page.wide(name(plugin))).max().orElse(0);
    for (PluginStatus plugin : plugins) {
      String name = Page.padded(name(plugin), names);
      String state = Page.padded(Words.word(plugin.state()), 7);
      boolean works = plugin.state() == PluginStatus.State.ACTIVE;
      String begin = ink.bold(name) + "  " + (works ? ink.good(state) : ink.bad(state)) + "  ";
      String about = works ? String.join(", ", plugin.offers()) : plugin.reason();
      page.wrapped(begin, " ".repeat(Page.wide(begin)), Words.visible(about));
      String from = String.valueOf(plugin.file().getFileName());
      page.line(" ".repeat(Page.wide(begin)) + ink.dim(Words.visible(from)));
    }
  }

  private static String name(PluginStatus plugin) {
    return Words.visible(
        plugin.version().isEmpty() ? plugin.name() : plugin.name() + " " + plugin.version());
  }
}
