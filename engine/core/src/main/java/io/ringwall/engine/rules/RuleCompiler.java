package io.ringwall.engine.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  /** What of ours decides what is handed to Drools, and what is made of its answer. */
  private static final List<Class<?>> OUR_CODE =
      List.of(
          RuleCompiler.class,
          CompiledLoader.class,
          CompileErrors.class,
          DrlFile.class,
          DrlReader.class,
          RuleSource.class,
          Vocabulary.class);

  private static final Object ONE_BUILD_AT_A_TIME = new Object();

  private final @Nullable CompiledCache cache;

  /**
   * A compiler.
   *
   * @param cache folder of compiled rule sets; null for none
   */
  RuleCompiler(@Nullable Path cache) {
    this.cache = cache == null ? null : new CompiledCache(cache);
  }

  /** The models of these rule sets; empty when one has errors, which are in its problems. */
  Optional<List<Model>> compile(List<RuleSource> sources) {
    if (sources.isEmpty()) {
      return Optional.of(List.of());
    }
    String digest = cache == null ? "" : digest(sources);
    if (cache != null) {
      Optional<List<Model>> known = cache.read(digest).flatMap(this::known);
      if (known.isPresent()) {
        return known;
      }
    }
    byte[] module = build(sources);
    if (module == null) {
      return Optional.empty();
    }
    if (cache != null) {
      cache.write(digest, module);
    }
    return Optional.of(models(module));
  }

  /** What the cache had to say: files that were damaged, or that could not be kept. */
  List<String> remarks() {
    return cache == null ? List.of() : cache.remarks();
  }

  private Optional<List<Model>> known(byte[] module) {
    try {
      return Optional.of(models(module));
    } catch (UncheckedIOException | IllegalStateException | LinkageError e) {
      // Whatever wrote it, it is no use here, and costs a compilation.
      return Optional.empty();
    }
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

  /** Digest of DRL, SDK, Drools, JDK and our own code: of all that the compiled form depends on. */
  private static String digest(List<RuleSource> sources) {
    MessageDigest digest = sha256();
    update(digest, String.valueOf(KieServices.class.getPackage().getImplementationVersion()));
    update(digest, String.valueOf(Runtime.version().feature()));
    for (Class<?> ours : OUR_CODE) {
      update(digest, code(ours));
    }
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
    update(digest, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update(bytes);
    digest.update((byte) 0);
  }

  private static byte[] code(Class<?> type) {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the code of " + type.getName() + " cannot be read", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
