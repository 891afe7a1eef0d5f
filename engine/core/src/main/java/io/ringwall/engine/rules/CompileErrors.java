package io.ringwall.engine.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kie.api.builder.Message;

/**
 * Finds the places in DRL that the compiler's messages are about. It names generated sources, with
 * lines of these; what stands in such a line stands in the rule, too.
 */
final class CompileErrors {
  private static final Pattern SOURCE = Pattern.compile("Java source of (\\S+) in error:\\s*\\n");
  private static final Pattern QUOTED = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");

  private final List<RuleSource> sources;
  private final Map<String, String> generated = new HashMap<>();

  CompileErrors(List<RuleSource> sources) {
    this.sources = sources;
  }

  static String folder(RuleSource source) {
    return "src/main/resources/" + source.packageName().replace('.', '/') + "/";
  }

  static String file(int file) {
    return "file" + file + ".drl";
  }

  void report(List<Message> errors) {
    for (Message error : errors) {
      Matcher source = SOURCE.matcher(error.getText());
      if (source.lookingAt()) {
        generated.put(source.group(1), error.getText().substring(source.end()));
      }
    }
    boolean told = false;
    for (Message error : errors) {
      if (!SOURCE.matcher(error.getText()).lookingAt()) {
        told |= report(error);
      }
    }
    if (!told) {
      sources.forEach(source ->
          source
              .problems()
              .error(
                  source.ruleSet().folder(),
                  0,
                  0,
                  "the rules do not compile: " + errors.getFirst().getText()));
    }
  }

  private boolean report(Message error) {
    String path = error.getPath() == null ? "" : error.getPath();
    for (RuleSource source : sources) {
      String packagePath = "src/main/java/" + source.packageName().replace('.', '/') + "/";
      String folder = folder(source).substring("src/main/resources/".length());
      if (path.startsWith(packagePath)) {
        inGenerated(source, path, error);
        return true;
      }
      if (path.contains(folder)) {
        inDrl(source, path, error);
        return true;
      }
    }
    return false;
  }

  private void inGenerated(RuleSource source, String path, Message error) {
    String text = generated.getOrDefault(path, "");
    List<String> lines = text.lines().toList();
    int line = error.getLine();
    String written = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
    for (DrlFile file : source.files()) {
      Optional<Integer> offset = find(file, written);
      if (offset.isPresent()) {
        int at = word(file, offset.get(), error.getText());
        file.error(at, "this does not compile: " + firstLine(error));
        return;
      }
    }
    if (path.contains("LambdaConsequence") || path.contains("LambdaPredicate")) {
      whole(source, error);
    }
  }

  private static void inDrl(RuleSource source, String path, Message error) {
    for (int j = 0; j < source.files().size(); j++) {
      DrlFile file = source.files().get(j);
      if (path.endsWith(file(j))) {
        int line = error.getLine();
        int offset = line > 0 ? file.offset(line, 1) : mentioned(file, error.getText());
        file.error(offset, "this does not compile: " + firstLine(error));
        return;
      }
    }
    whole(source, error);
  }

  private static void whole(RuleSource source, Message error) {
    source
        .problems()
        .error(source.ruleSet().folder(), 0, 0, "this does not compile: " + firstLine(error));
  }

  /** Where a line of generated code stands in this file, whatever the white space. */
  private static Optional<Integer> find(DrlFile file, String generatedLine) {
    String wanted = squeezed(generatedLine);
    if (wanted.length() < 4) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    int[] offsets = new int[file.text().length()];
    for (int i = 0; i < file.text().length(); i++) {
      if (!Character.isWhitespace(file.text().charAt(i))) {
        offsets[text.length()] = i;
        text.append(file.text().charAt(i));
      }
    }
    int at = text.indexOf(wanted);
    return at < 0 ? Optional.empty() : Optional.of(offsets[at]);
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  /** The word of the message that stands on this line, if one does. */
  private static int word(DrlFile file, int offset, String message) {
    int end = file.text().indexOf('\n', offset);
    String line = file.text().substring(offset, end < 0 ? file.text().length() : end);
    Matcher words = QUOTED.matcher(message);
    while (words.find()) {
      Matcher here = Pattern.compile("\\b" + Pattern.quote(words.group()) + "\\b").matcher(line);
      if (words.group().length() > 2 && here.find()) {
        return offset + here.start();
      }
    }
    return offset;
  }

  private static int mentioned(DrlFile file, String message) {
    return message
        .lines()
        .flatMap(line -> Pattern.compile("[\"'`]").splitAsStream(line))
        .map(String::trim)
        .filter(part -> part.length() > 5)
        .map(file.text()::indexOf)
        .filter(at -> at >= 0)
        .findFirst()
        .orElse(0);
  }

  private static String firstLine(Message error) {
    return error.getText().lines().findFirst().orElse("").trim();
  }
}
