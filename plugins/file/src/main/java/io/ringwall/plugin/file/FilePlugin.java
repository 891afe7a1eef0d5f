package io.ringwall.plugin.file;

import io.ringwall.sdk.plugin.FindingSinkFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** Writes findings to a file, a line of JSON each. */
public final class FilePlugin implements Plugin {
  @Override
  public String name() {
    return "file";
  }

  @Override
  public List<FindingSinkFactory<?>> findingSinks() {
    return List.of(new FindingFileFactory());
  }
}
