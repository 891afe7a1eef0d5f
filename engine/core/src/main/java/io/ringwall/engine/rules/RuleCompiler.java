package io.ringwall.engine.rules;

import java.util.List;
import java.util.Optional;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/** Compiles rule sets into Drools' executable model, all in one go. */
final class RuleCompiler {
  private static final String GROUP = "io.ringwall";
  private static final String ARTIFACT = "rulesets";

  private static final String MODELS = "META-INF/kie/" + GROUP + "/" + ARTIFACT + "/drools-model";

  private static final Object ONE_BUILD_AT_A_TIME = new Object();

  private RuleCompiler() {}

  /** These rule sets, compiled; empty when one has errors, which are in its problems. */
  static Optional<CompiledRules> compile(List<RuleSource> sources) {
    if (sources.isEmpty()) {
      return Optional.of(CompiledRules.NONE);
    }
    byte[] module = build(sources);
    return module == null ? Optional.empty() : Optional.of(CompiledRules.of(module, MODELS));
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
}
