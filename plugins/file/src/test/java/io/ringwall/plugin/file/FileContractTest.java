package io.ringwall.plugin.file;

import io.ringwall.testkit.contract.FindingSinkContract;
import io.ringwall.testkit.contract.PluginContract;
import io.ringwall.testkit.contract.SinkScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of the SDK, as every vendor's plugin is held to it. */
final class FileContractTest {
  private static final Pattern HEADER =
      Pattern.compile("\"id\":\"([^\"]*)\".*?\"revision\":(\\d+)");

  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(FilePlugin.class).tests();
  }

  @TestFactory
  Stream<DynamicTest> sink() {
    return FindingSinkContract.of(
            FilePlugin.class, "file", folder -> new Written(folder.resolve("out/f.jsonl")))
        .tests();
  }

  private record Written(Path file) implements SinkScene {
    @Override
    public String configuration() {
      return "path: " + file;
    }

    @Override
    public List<String> written() throws IOException {
      return Files.readAllLines(file).stream().map(Written::header).toList();
    }

    private static String header(String line) {
      Matcher header = HEADER.matcher(line);
      return header.find() ? header.group(1) + " " + header.group(2) : line;
    }
  }
}
