package io.ringwall.engine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything the user set: {@code ringwall.yaml}, and beside it {@code modes/*.yaml} and {@code
 * allow/*.yaml}. Whole and valid, or refused.
 *
 * @param settings the keys of {@code ringwall.yaml}
 * @param modes entries of {@code modes/*.yaml}, files in the order of their names
 * @param allowed entries under {@code allow} of {@code allow/*.yaml}
 * @param denied entries under {@code deny} there
 */
public record Configuration(
    Settings settings,
    List<Placed<ModeEntry>> modes,
    List<Placed<DeclaredEdge>> allowed,
    List<Placed<DeclaredEdge>> denied) {
  /** What holds where there is no configuration at all. */
  public static final Configuration DEFAULT =
      new Configuration(Settings.DEFAULT, List.of(), List.of(), List.of());

  public Configuration {
    modes = List.copyOf(modes);
    allowed = List.copyOf(allowed);
    denied = List.copyOf(denied);
  }

  /** The same with these modes besides. */
  public Configuration withModes(List<Placed<ModeEntry>> further) {
    List<Placed<ModeEntry>> all = new ArrayList<>(modes);
    all.addAll(further);
    return new Configuration(settings, all, allowed, denied);
  }

  /**
   * An entry and where it stands.
   *
   * @param entry the entry
   * @param position where: its origin, and the place of problems that show later
   * @param <E> what it is
   */
  public record Placed<E extends Record>(E entry, Position position) {}

  /**
   * Reads a configuration.
   *
   * @param file {@code ringwall.yaml}; the folders {@code modes} and {@code allow} are beside it
   * @throws RingwallException of category CONFIGURATION with all that is wrong
   */
  public static Configuration load(Path file) {
    var loader = new Loader(new Problems());
    Configuration configuration = loader.load(file);
    loader.problems.throwIfAny();
    return configuration;
  }

  /**
   * Reads a configuration whose {@code ringwall.yaml} may be missing, as where nothing but its
   * defaults is wanted; the folders beside it hold all the same.
   *
   * @throws RingwallException of category CONFIGURATION with all that is wrong
   */
  public static Configuration loadInstalled(Path file) {
    var loader = new Loader(new Problems());
    Configuration configuration =
        Files.exists(file) ? loader.load(file) : loader.load(file, Settings.DEFAULT);
    loader.problems.throwIfAny();
    return configuration;
  }

  private static final class Loader {
    private static final String MODES = "modes";
    private static final String ALLOW = "allow";
    private static final String DENY = "deny";

    private final Problems problems;
    private final ConfigurationReader reader;

    Loader(Problems problems) {
      this.problems = problems;
      this.reader = new ConfigurationReader(problems);
    }

    Configuration load(Path file) {
      Settings settings =
          reader
              .read(file)
              .flatMap(top -> reader.bind(top, Settings.class, Settings.DEFAULT))
              .orElse(Settings.DEFAULT);
      return load(file, settings);
    }

    Configuration load(Path file, Settings settings) {
      List<Placed<ModeEntry>> modes = new ArrayList<>();
      for (var lists : lists(file, MODES, Set.of(MODES))) {
        modes.addAll(entries(lists.getOrDefault(MODES, List.of()), ModeEntry.class));
      }
      List<Placed<DeclaredEdge>> allowed = new ArrayList<>();
      List<Placed<DeclaredEdge>> denied = new ArrayList<>();
      for (var lists : lists(file, ALLOW, Set.of(ALLOW, DENY))) {
        allowed.addAll(entries(lists.getOrDefault(ALLOW, List.of()), DeclaredEdge.class));
        denied.addAll(entries(lists.getOrDefault(DENY, List.of()), DeclaredEdge.class));
      }
      return new Configuration(settings, modes, allowed, denied);
    }

    private List<Map<String, List<Setting>>> lists(Path file, String folder, Set<String> keys) {
      Path path = file.resolveSibling(folder);
      if (!Files.isDirectory(path)) {
        return List.of();
      }
      List<Path> files;
      try (Stream<Path> all = Files.list(path)) {
        files = all.filter(one -> one.toString().endsWith(".yaml")).sorted().toList();
      } catch (IOException e) {
        problems.add(
            new Position(path.toString(), 0, 0), "", "cannot be listed: " + e.getMessage());
        return List.of();
      }
      return files.stream()
          .flatMap(one -> reader.read(one).stream())
          .map(top -> reader.lists(top, keys))
          .toList();
    }

    private <E extends Record> List<Placed<E>> entries(List<Setting> items, Class<E> type) {
      List<Placed<E>> entries = new ArrayList<>();
      for (Setting item : items) {
        if (item instanceof Setting.Section section) {
          reader
              .bind(section, type, null)
              .ifPresent(entry -> entries.add(new Placed<>(entry, section.position())));
        } else {
          problems.add(item.position(), item.path(), "expected keys, found " + item.kind());
        }
      }
      return entries;
    }
  }
}
