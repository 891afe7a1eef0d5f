package io.ringwall.plugin.file;

import io.ringwall.sdk.plugin.FindingSink;
import io.ringwall.sdk.plugin.FindingSinkFactory;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SinkContext;
import java.nio.file.Path;

/** Opens files of findings. */
final class FindingFileFactory implements FindingSinkFactory<FindingFileSettings> {
  @Override
  public String name() {
    return "file";
  }

  @Override
  public Class<FindingFileSettings> configuration() {
    return FindingFileSettings.class;
  }

  @Override
  public FindingFileSettings defaults() {
    return new FindingFileSettings(Path.of("findings.jsonl"));
  }

  @Override
  public FindingSink open(FindingFileSettings settings, SinkContext context)
      throws PluginException {
    return FindingFile.open(settings.path(), context);
  }
}
