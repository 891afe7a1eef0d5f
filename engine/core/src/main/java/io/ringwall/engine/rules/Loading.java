package io.ringwall.engine.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads rule sets: from what was kept of them when they were compiled before, else by parsing and
 * compiling them. A rule set with an error is left out.
 */
final class Loading {
  private final RuleBase.Settings settings;
  private final @Nullable CompiledCache cache;
  private final List<Problems> told = new ArrayList<>();

  Loading(RuleBase.Settings settings) {
    this.settings = settings;
    Path folder = settings.cache();
    this.cache = folder == null ? null : new CompiledCache(folder);
  }

  RuleBase load(List<Path> folders) {
    List<RuleText> texts = texts(folders);
    while (true) {
      Optional<RuleBase> known = known(texts);
      if (known.isPresent()) {
        return known.get();
      }
      List<RuleSource> sources = texts.stream().map(RuleText::parsed).toList();
      if (texts.removeIf(text -> text.problems().hasErrors())) {
        continue;
      }
      Optional<CompiledRules> compiled = RuleCompiler.compile(sources);
      if (compiled.isPresent()) {
        keep(texts, sources, compiled.get());
        return ruleBase(sources, compiled.get());
      }
      texts.removeIf(text -> text.problems().hasErrors());
    }
  }

  /** Those whose manifests are right. */
  private List<RuleText> texts(List<Path> folders) {
    List<RuleText> texts = new ArrayList<>();
    Map<String, Path> names = new HashMap<>();
    for (int i = 0; i < folders.size(); i++) {
      Problems problems = new Problems(folders.get(i));
      told.add(problems);
      Optional<RuleSet> manifest =
          new ManifestReader(folders.get(i), problems, settings.thresholds()).read();
      if (manifest.isPresent()) {
        RuleSet ruleSet = manifest.get();
        refuseTwin(ruleSet, names, problems);
        List<DrlText> drl = DrlText.in(ruleSet.folder(), problems);
        texts.add(new RuleText(ruleSet, i, drl, problems));
      }
    }
    return texts;
  }

  private static void refuseTwin(RuleSet ruleSet, Map<String, Path> names, Problems problems) {
    Path other = names.putIfAbsent(ruleSet.name(), ruleSet.folder());
    if (other != null) {
      problems.error(
          ruleSet.folder().resolve(ManifestReader.FILE),
          0,
          0,
          "expected a name of its own, found '"
              + ruleSet.name()
              + "', which "
              + other
              + " has, too");
    }
  }

  private Optional<RuleBase> known(List<RuleText> texts) {
    if (cache == null || texts.stream().anyMatch(text -> text.problems().hasErrors())) {
      return Optional.empty();
    }
    return cache.read(RulesDigest.of(texts)).flatMap(bytes -> known(texts, bytes));
  }

  private Optional<RuleBase> known(List<RuleText> texts, byte[] bytes) {
    try {
      CacheReader in = new CacheReader(bytes);
      List<RuleSource> sources = texts.stream().map(text -> ParsedReader.read(text, in)).toList();
      return Optional.of(ruleBase(sources, CompiledRules.read(in)));
    } catch (RuntimeException | LinkageError e) {
      // Whatever wrote it, it is no use here, and costs a compilation.
      return Optional.empty();
    }
  }

  private void keep(List<RuleText> texts, List<RuleSource> sources, CompiledRules compiled) {
    if (cache != null && !texts.isEmpty()) {
      CacheWriter out = new CacheWriter();
      sources.forEach(source -> ParsedWriter.write(source, out));
      compiled.write(out);
      cache.write(RulesDigest.of(texts), out.written());
    }
  }

  private RuleBase ruleBase(List<RuleSource> sources, CompiledRules compiled) {
    List<RuleProblem> problems = told.stream().flatMap(found -> found.all().stream()).toList();
    List<String> remarks = cache == null ? List.of() : cache.remarks();
    return new RuleBase(sources, compiled, problems, remarks, settings);
  }
}
