package io.ringwall.engine.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.Model;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/**
 * Compiles rule sets into Drools' executable model, all in one go, and keeps the result on disk
 * under a digest of everything it depends on.
 */
final class RuleCompiler {
  private static final String GROUP = "io.ringwall";
  private static final String ARTIFACT = "rulesets";
  private static final Object ONE_BUILD_AT_A_TIME = new Object();

  private final @Nullable Path cache;

  /**
   * A compiler.
   *
   * @param cache folder of compiled rule sets; null for none
   */
  RuleCompiler(@Nullable Path cache) {
    this.cache = cache;
  }

  /** The models of these rule sets; empty when one has errors, which are in its problems. */
  Optional<List<Model>> compile(List<RuleSource> sources) {
    if (sources.isEmpty()) {
      return Optional.of(List.of());
    }
    Path cached = cache == null ? null : cache.resolve("rules-" + digest(sources) + ".jar");
    Optional<List<Model>> known = cached == null ? Optional.empty() : read(cached);
    if (known.isPresent()) {
      return known;
    }
    byte[] module = build(sources);
    if (module == null) {
      return Optional.empty();
    }
    if (cached != null) {
      write(cached, module);
    }
    return Optional.of(models(module));
  }

  private static byte @Nullable [] build(List<RuleSource> sources) {
    synchronized (ONE_BUILD_AT_A_TIME) {
      KieServices services = KieServices.get();
      ReleaseId release = services.newReleaseId(GROUP, ARTIFACT, "1");
      KieFileSystem files = services.newKieFileSystem();
      files.generateAndWritePomXML(release);
      for (RuleSource source : sources) {
        String folder = CompileErrors.folder(source);
        files.write(folder + "prelude.drl", source.prelude());
        for (int j = 0; j < source.files().size(); j++) {
          String text = source.files().get(j).toCompile(source.packageName());
          files.write(folder + CompileErrors.file(j), text);
        }
      }
      KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
      List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
      if (!errors.isEmpty()) {
        new CompileErrors(sources).report(errors);
        return null;
      }
      return ((InternalKieModule) builder.getKieModule()).getBytes();
    }
  }

  private static List<Model> models(byte[] module) {
    return CompiledLoader.of(module).models("META-INF/kie/" + GROUP + "/" + ARTIFACT);
  }

  private static Optional<List<Model>> read(Path cached) {
    try {
      return Files.exists(cached)
          ? Optional.of(models(Files.readAllBytes(cached)))
          : Optional.empty();
    } catch (IOException | UncheckedIOException | IllegalStateException | LinkageError e) {
      // A damaged file in the cache costs a compilation, nothing else.
      return Optional.empty();
    }
  }

  private static void write(Path cached, byte[] module) {
    try {
      Path folder = Files.createDirectories(cached.getParent());
      Path temporary = Files.createTempFile(folder, "rules-", ".part");
      Files.write(temporary, module);
      try {
        Files.move(temporary, cached, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, cached, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      // A cache that cannot be written, as on a read-only disk, is no cache.
      return;
    }
  }

  /** Digest of DRL, SDK and Drools: of all that the compiled form depends on. */
  private static String digest(List<RuleSource> sources) {
    MessageDigest digest = sha256();
    update(digest, String.valueOf(KieServices.class.getPackage().getImplementationVersion()));
    Vocabulary.types()
        .forEach((name, type) -> {
          update(digest, name);
          Vocabulary.accessors(type)
              .values()
              .forEach(accessor -> update(digest, accessor.method().toGenericString()));
          if (type.isEnum()) {
            update(digest, String.join(",", Vocabulary.constants(type)));
          }
        });
    for (RuleSource source : sources) {
      update(digest, source.prelude());
      for (DrlFile file : source.files()) {
        update(digest, file.toCompile(source.packageName()));
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
