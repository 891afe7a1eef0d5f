package io.ringwall.engine.rules;

import io.ringwall.engine.counts.CountSpec;
import io.ringwall.engine.counts.Threshold;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code ruleset.yaml}: strictly, and with all that is wrong at once. */
final class ManifestReader {
  static final String FILE = "ruleset.yaml";
  private static final String SDK = "1.0";
  private static final List<String> KEYS =
      List.of("name", "version", "sdk", "layer", "mode", "scope", "owner", "description", "counts");
  private static final List<String> COUNT_KEYS =
      List.of("distinct", "window", "keys", "values", "reached");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+){0,2}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)");

  private final Path file;
  private final Problems problems;

  /** Numbers of thresholds as configured: count, then threshold. */
  private final ThresholdNumbers configured;

  ManifestReader(Path folder, Problems problems, ThresholdNumbers configured) {
    this.file = folder.resolve(FILE);
    this.problems = problems;
    this.configured = configured;
  }

  /** The manifest, or nothing where the problems have errors. */
  Optional<RuleSet> read() {
    Yaml.Mapping root = root();
    if (root == null) {
      return Optional.empty();
    }
    checkKeys(root, KEYS, "a rule set");
    String name = required(root, "name");
    String version = required(root, "version");
    String sdk = required(root, "sdk");
    checkName(root, name);
    checkSdk(root, sdk);
    if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
      error(value(root, "version"), "expected a version such as 1.2.0, found '" + version + "'");
    }
    Layer layer = constant(root, "layer", Layer.class, null);
    Mode mode = constant(root, "mode", Mode.class, Mode.ALERT);
    Scope scope = scope(root);
    String owner = optional(root, "owner", "");
    List<CountSpec> counts = counts(root, name);
    configured.unusedIn(name, counts).forEach(message -> problems.error(file, 0, 0, message));
    if (problems.hasErrors() || layer == null || mode == null) {
      return Optional.empty();
    }
    Path folder = file.toAbsolutePath().getParent();
    return Optional.of(
        new RuleSet(
            folder == null ? file : folder, name, version, sdk, layer, mode, scope, owner, counts));
  }

  private Yaml.@Nullable Mapping root() {
    try {
      Yaml.Node root = Yaml.read(Files.readString(file));
      if (root instanceof Yaml.Mapping mapping) {
        return mapping;
      }
      error(root, "expected keys such as name, version and layer, found none");
    } catch (Yaml.NotYaml e) {
      problems.error(file, e.line, e.column, "this is no YAML: " + e.getMessage());
    } catch (IOException e) {
      problems.error(
          file,
          0,
          0,
          "expected a readable file, found none (" + e.getClass().getSimpleName() + ")");
    }
    return null;
  }

  private void checkName(Yaml.Mapping root, String name) {
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      error(
          value(root, "name"),
          "expected lower-case words joined by hyphens, such as 'my-rules', found '" + name + "'");
    }
  }

  private void checkSdk(Yaml.Mapping root, String sdk) {
    if (!sdk.isEmpty() && !sdk.equals(SDK)) {
      error(
          value(root, "sdk"),
          "expected a version of the SDK that this engine offers ("
              + SDK
              + "), found '"
              + sdk
              + "'");
    }
  }

  private Scope scope(Yaml.Mapping root) {
    Yaml.Entry entry = root.entries().get("scope");
    if (entry == null) {
      return Scope.ALL;
    }
    if (!(entry.value() instanceof Yaml.Mapping scope)) {
      error(entry.value(), "expected 'namespace' and 'image' patterns under 'scope'");
      return Scope.ALL;
    }
    checkKeys(scope, List.of("namespace", "image"), "a scope");
    return new Scope(optional(scope, "namespace", "*"), optional(scope, "image", "*"));
  }

  private List<CountSpec> counts(Yaml.Mapping root, String ruleSet) {
    Yaml.Entry entry = root.entries().get("counts");
    List<CountSpec> counts = new ArrayList<>();
    if (entry == null) {
      return counts;
    }
    if (!(entry.value() instanceof Yaml.Mapping all)) {
      error(entry.value(), "expected counts by their names under 'counts'");
      return counts;
    }
    for (Map.Entry<String, Yaml.Entry> count : all.entries().entrySet()) {
      if (count.getValue().value() instanceof Yaml.Mapping mapping) {
        count(ruleSet, count.getKey(), count.getValue(), mapping).ifPresent(counts::add);
      } else {
        error(
            count.getValue().value(),
            "expected window and reached of count '" + count.getKey() + "', found neither");
      }
    }
    return counts;
  }

  private Optional<CountSpec> count(
      String ruleSet, String name, Yaml.Entry at, Yaml.Mapping count) {
    if (!NAME.matcher(name).matches()) {
      problems.error(
          file,
          at.line(),
          at.column(),
          "expected lower-case words joined by hyphens as a count's name, found '" + name + "'");
    }
    checkKeys(count, COUNT_KEYS, "a count");
    boolean distinct = flag(count, "distinct");
    Duration window = duration(count, at, name);
    int keys = (int) number(count, "keys", CountSpec.DEFAULT_KEYS, 10_000_000);
    int values = (int) number(count, "values", CountSpec.DEFAULT_VALUES, 10_000_000);
    List<Threshold> thresholds = thresholds(ruleSet, name, count);
    return window == null
        ? Optional.empty()
        : Optional.of(new CountSpec(ruleSet, name, distinct, window, keys, values, thresholds));
  }

  private List<Threshold> thresholds(String ruleSet, String name, Yaml.Mapping count) {
    List<Threshold> thresholds = new ArrayList<>();
    Yaml.Entry written = count.entries().get("reached");
    if (written == null) {
      return thresholds;
    }
    if (!(written.value() instanceof Yaml.Mapping reached) || reached.entries().isEmpty()) {
      error(
          written.value(),
          "expected thresholds of count '"
              + name
              + "' by their names, such as reached: { scan: 10 }");
      return thresholds;
    }
    for (String threshold : reached.entries().keySet()) {
      long own = number(reached, threshold, 1, Integer.MAX_VALUE);
      long number = configured.number(ruleSet, name, threshold).orElse(own);
      if (number < 1) {
        error(reached, "threshold '" + threshold + "' is configured as " + number + ", below 1");
      } else {
        thresholds.add(new Threshold(threshold, number));
      }
    }
    thresholds.sort(Comparator.comparingLong(Threshold::number).thenComparing(Threshold::name));
    return thresholds;
  }

  private @Nullable Duration duration(Yaml.Mapping count, Yaml.Entry at, String name) {
    Yaml.Node node = value(count, "window");
    if (node == null) {
      problems.error(
          file, at.line(), at.column(), "count '" + name + "' needs a window, such as 60s or 1h");
      return null;
    }
    String text = text(node);
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      error(node, "expected a duration such as 500ms, 60s, 10m or 1h, found '" + text + "'");
      return null;
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private long number(Yaml.Mapping mapping, String key, long otherwise, long max) {
    Yaml.Node node = value(mapping, key);
    if (node == null) {
      return otherwise;
    }
    String text = text(node).replace("_", "");
    if (text.matches("[0-9]{1,18}") && Long.parseLong(text) >= 1 && Long.parseLong(text) <= max) {
      return Long.parseLong(text);
    }
    error(node, "expected a whole number from 1 to " + max + ", found '" + text + "'");
    return otherwise;
  }

  private boolean flag(Yaml.Mapping mapping, String key) {
    Yaml.Node node = value(mapping, key);
    String text = node == null ? "false" : text(node);
    if (node != null && !text.equals("true") && !text.equals("false")) {
      error(node, "expected true or false, found '" + text + "'");
    }
    return text.equals("true");
  }

  private <E extends Enum<E>> @Nullable E constant(
      Yaml.Mapping root, String key, Class<E> type, @Nullable E otherwise) {
    String text = otherwise == null ? required(root, key) : optional(root, key, otherwise.name());
    List<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    if (known.contains(text.toLowerCase(Locale.ROOT))) {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
    if (!text.isEmpty()) {
      error(
          value(root, key),
          "expected one of "
              + String.join(", ", known)
              + ", found '"
              + text
              + "'"
              + Suggestion.nearest(text, known)
                  .map(word -> "; did you mean '" + word + "'?")
                  .orElse(""));
    }
    return otherwise;
  }

  private String required(Yaml.Mapping root, String key) {
    Yaml.Node node = value(root, key);
    if (node == null || text(node).isEmpty()) {
      problems.error(
          file,
          node == null ? root.line() : node.line(),
          node == null ? 0 : node.column(),
          "expected '" + key + "', which every rule set has; found none");
      return "";
    }
    return text(node);
  }

  private String optional(Yaml.Mapping root, String key, String otherwise) {
    Yaml.Node node = value(root, key);
    return node == null ? otherwise : text(node);
  }

  private String text(Yaml.Node node) {
    if (node instanceof Yaml.Scalar scalar) {
      String text = scalar.text();
      return text == null ? "" : text;
    }
    error(node, "expected a single value here");
    return "";
  }

  private static Yaml.@Nullable Node value(Yaml.Mapping mapping, String key) {
    Yaml.Entry entry = mapping.entries().get(key);
    return entry == null ? null : entry.value();
  }

  private void checkKeys(Yaml.Mapping mapping, List<String> known, String what) {
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (!known.contains(key)) {
            problems.error(
                file,
                entry.line(),
                entry.column(),
                what + " has no key '" + key + "'" + Suggestion.of(key, known));
          }
        });
  }

  private void error(Yaml.@Nullable Node node, String message) {
    problems.error(file, node == null ? 0 : node.line(), node == null ? 0 : node.column(), message);
  }
}
