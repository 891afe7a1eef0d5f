package io.ringwall.engine.config;

import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML strictly into records: a key is a component's name in kebab-case, an unknown key is an
 * error, and so is a value of the wrong type. All that is wrong is collected, with file, line,
 * column and key.
 *
 * <p>Values are bound by their target's type, never by how YAML would guess them: {@code mode: off}
 * is the word "off". Components may be String, boolean, int, long, double, enums (kebab-case),
 * Duration ({@code 100ms}, {@code 60s}, {@code 5m}, {@code 1h}, {@code 7d}, {@code PT1M}), Path,
 * LocalDate, Instant, types with a static {@code parse(String)} (such as addresses and blocks),
 * lists, sets and maps of these, records of these, and {@link Setting} for what is bound later. A
 * component that is left out keeps its default; without defaults it has to be {@code @Nullable}, a
 * collection or a boolean (false), else it is missed. A record's constructor validates by throwing
 * {@link IllegalArgumentException} with a sentence; where there are defaults, it is asked again
 * with the default of what it refused, until it refuses nothing, so that all of it is told.
 *
 * <p>Nothing is cached, so a plugin's record does not outlive the plugin.
 */
public final class ConfigurationReader {
  private static final long SIZE_MAX = 16L << 20;

  private final Problems problems;

  /** A reader that adds what is wrong to these problems. */
  public ConfigurationReader(Problems problems) {
    this.problems = problems;
  }

  /** The top section of a file; empty, with a problem, when it cannot be read. */
  public Optional<Setting.Section> read(Path file) {
    try {
      if (Files.size(file) > SIZE_MAX) {
        problems.add(whole(file), "", "larger than 16 MiB, which no configuration is");
        return Optional.empty();
      }
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      problems.add(whole(file), "", "no such file");
    } catch (CharacterCodingException e) {
      problems.add(whole(file), "", "no UTF-8 text");
    } catch (IOException e) {
      problems.add(whole(file), "", "cannot be read: " + Reasons.of(e));
    }
    return Optional.empty();
  }

  private static Position whole(Path file) {
    return new Position(file.toString(), 0, 0);
  }

  /** The top section of a text; empty, with a problem, when it is no YAML or no section. */
  public Optional<Setting.Section> parse(String file, String yaml) {
    return SettingParser.parse(file, yaml, problems).flatMap(this::asSection);
  }

  private Optional<Setting.Section> asSection(Setting top) {
    return switch (top) {
      case Setting.Section section -> Optional.of(section);
      case Setting.Nothing nothing -> Optional.of(Setting.Section.none(nothing.position().file()));
      default -> {
        problems.add(top.position(), "", "expected keys, found " + top.kind());
        yield Optional.empty();
      }
    };
  }

  /** The lists under these keys of a section; what is wrong with one leaves the others. */
  Map<String, List<Setting>> lists(Setting.Section section, Set<String> keys) {
    return new RecordBinder(problems).lists(section, keys);
  }

  /**
   * Binds a section.
   *
   * @param defaults what holds for the keys that are left out, or null when there are no defaults
   * @return the record; empty when something was wrong, which is then among the problems
   */
  public <C extends Record> Optional<C> bind(
      Setting.Section section, Class<C> type, @Nullable C defaults) {
    int before = problems.list().size();
    Object bound = new RecordBinder(problems).record(section, type, defaults);
    return bound == null || problems.list().size() > before
        ? Optional.empty()
        : Optional.of(type.cast(bound));
  }
}
