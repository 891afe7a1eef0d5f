package io.ringwall.bench.rules;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import io.ringwall.engine.counts.Addition;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** Those who run, each with the rules loaded. */
final class Contestants {
  static final String OURS = "ringwall";
  static final String MAP = "hash map by hand";
  static final String SESSION = "Drools session";
  static final String ESPER = "Esper";

  private Contestants() {}

  static Map<String, Contestant> of(EqualityRules rules, Requests requests, Path work)
      throws IOException, EPCompileException, EPDeployException {
    Map<String, Contestant> contestants = new LinkedHashMap<>();
    contestants.put(OURS, ours(rules, requests, work));
    contestants.put(MAP, map(rules, requests));
    contestants.put(SESSION, session(rules, requests));
    contestants.put(ESPER, esper(rules, requests));
    return contestants;
  }

  private static Contestant ours(EqualityRules rules, Requests requests, Path work)
      throws IOException {
    RuleBase base =
        RuleBase.load(List.of(rules.writeTo(work)), RuleBase.Settings.DEFAULT).requireSound();
    HttpExchange[] events = requests.exchanges().toArray(HttpExchange[]::new);
    return request -> {
      List<Addition> added = base.judge(events[request]).additions();
      return added.isEmpty() ? Contestant.NONE : (Integer) added.getFirst().key().getFirst();
    };
  }

  private static Contestant map(EqualityRules rules, Requests requests) {
    Map<String, Integer> byPath = new HashMap<>();
    for (int rule = 0; rule < rules.count(); rule++) {
      byPath.put(EqualityRules.path(rule), rule);
    }
    HttpExchange[] events = requests.exchanges().toArray(HttpExchange[]::new);
    return request -> byPath.getOrDefault(events[request].path(), Contestant.NONE);
  }

  private static Contestant session(EqualityRules rules, Requests requests) {
    KieServices services = KieServices.get();
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(services.newReleaseId("bench", "plain", "1." + rules.count()));
    files.write("src/main/resources/plain/rules.drl", rules.plainDrl());
    var builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new IllegalStateException(builder.getResults().toString());
    }
    KieSession session =
        services.newKieContainer(builder.getKieModule().getReleaseId()).newKieSession();
    AtomicInteger answer = new AtomicInteger();
    session.setGlobal("answer", answer);
    HttpExchange[] events = requests.exchanges().toArray(HttpExchange[]::new);
    return new Contestant() {
      @Override
      public int judge(int request) {
        answer.set(NONE);
        FactHandle handle = session.insert(events[request]);
        session.fireAllRules();
        session.delete(handle);
        return answer.get();
      }

      @Override
      public void close() {
        session.dispose();
      }
    };
  }

  private static Contestant esper(EqualityRules rules, Requests requests)
      throws EPCompileException, EPDeployException {
    Configuration configuration = new Configuration();
    configuration.getCommon().addEventType("Request", Request.class);
    configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
    EPCompiled compiled =
        EPCompilerProvider.getCompiler().compile(rules.epl(), new CompilerArguments(configuration));
    EPRuntime runtime = EPRuntimeProvider.getRuntime("equality-" + rules.count(), configuration);
    AtomicInteger answer = new AtomicInteger();
    for (EPStatement statement : runtime.getDeploymentService().deploy(compiled).getStatements()) {
      int rule = Integer.parseInt(statement.getName());
      statement.addListener((arrived, left, of, by) -> answer.set(rule));
    }
    Request[] events =
        requests.exchanges().stream()
            .map(exchange -> new Request(exchange.path()))
            .toArray(Request[]::new);
    return new Contestant() {
      @Override
      public int judge(int request) {
        answer.set(NONE);
        runtime.getEventService().sendEventBean(events[request], "Request");
        return answer.get();
      }

      @Override
      public void close() {
        runtime.destroy();
      }
    };
  }
}
