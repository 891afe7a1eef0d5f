package io.ringwall.bench.rules;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import io.ringwall.engine.counts.Addition;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.openjdk.jmh.infra.Blackhole;

/** Those who run, each with the rules loaded. */
final class Contestants {
  static final String OURS = "ringwall";
  static final String MAP = "map";
  static final String SESSION = "session";
  static final String ESPER = "esper";
  static final List<String> NAMES = List.of(OURS, MAP, SESSION, ESPER);

  private Contestants() {}

  /**
   * One that has loaded these rules.
   *
   * @param work where files may be written
   */
  static Contestant of(String name, EqualityRules rules, Path work) {
    return switch (name) {
      case OURS -> new Ours(rules, work);
      case MAP -> new ByHand(rules);
      case SESSION -> new Session(rules);
      case ESPER -> new Esper(rules);
      default -> throw new IllegalArgumentException("no contestant is named '" + name + "'");
    };
  }

  private static final class Ours implements Contestant {
    private final RuleBase base;

    Ours(EqualityRules rules, Path work) {
      try {
        this.base =
            RuleBase.load(List.of(rules.writeTo(work)), RuleBase.Settings.DEFAULT).requireSound();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Object[] events(byte[][] paths) {
      return Requests.exchanges(paths);
    }

    @Override
    public int answer(Object event) {
      List<Addition> added = base.judge((Event) event).additions();
      return added.isEmpty() ? NONE : (Integer) added.getFirst().key().getFirst();
    }

    @Override
    public void judge(Object event, Blackhole judged) {
      judged.consume(base.judge((Event) event));
    }
  }

  private static final class ByHand implements Contestant {
    private final Map<String, Integer> byPath = new HashMap<>();

    ByHand(EqualityRules rules) {
      for (int rule = 0; rule < rules.count(); rule++) {
        byPath.put(EqualityRules.path(rule), rule);
      }
    }

    @Override
    public Object[] events(byte[][] paths) {
      return Requests.exchanges(paths);
    }

    @Override
    public int answer(Object event) {
      return byPath.getOrDefault(((HttpExchange) event).path(), NONE);
    }

    @Override
    public void judge(Object event, Blackhole judged) {
      judged.consume(answer(event));
    }
  }

  private static final class Session implements Contestant {
    private final KieSession session;
    private final AtomicInteger answer = new AtomicInteger();

    Session(EqualityRules rules) {
      KieServices services = KieServices.get();
      KieFileSystem files = services.newKieFileSystem();
      files.generateAndWritePomXML(services.newReleaseId("bench", "plain", "1." + rules.count()));
      files.write("src/main/resources/plain/rules.drl", rules.plainDrl());
      var builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
      if (builder.getResults().hasMessages(Message.Level.ERROR)) {
        throw new IllegalStateException(builder.getResults().toString());
      }
      session = services.newKieContainer(builder.getKieModule().getReleaseId()).newKieSession();
      session.setGlobal("answer", answer);
    }

    @Override
    public Object[] events(byte[][] paths) {
      return Requests.exchanges(paths);
    }

    @Override
    public int answer(Object event) {
      answer.setPlain(NONE);
      FactHandle handle = session.insert(event);
      session.fireAllRules();
      session.delete(handle);
      return answer.getPlain();
    }

    @Override
    public void judge(Object event, Blackhole judged) {
      judged.consume(answer(event));
    }

    @Override
    public void close() {
      session.dispose();
    }
  }

  private static final class Esper implements Contestant {
    private final EPRuntime runtime;
    private final EPEventService service;
    private final AtomicInteger answer = new AtomicInteger();

    Esper(EqualityRules rules) {
      Configuration configuration = new Configuration();
      configuration.getCommon().addEventType("Request", Request.class);
      configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
      try {
        EPCompiled compiled =
            EPCompilerProvider.getCompiler()
                .compile(rules.epl(), new CompilerArguments(configuration));
        runtime = EPRuntimeProvider.getRuntime("equality-" + rules.count(), configuration);
        for (EPStatement statement :
            runtime.getDeploymentService().deploy(compiled).getStatements()) {
          int rule = Integer.parseInt(statement.getName());
          statement.addListener((arrived, left, of, by) -> answer.setPlain(rule));
        }
      } catch (EPCompileException | EPDeployException e) {
        throw new IllegalStateException(e);
      }
      service = runtime.getEventService();
    }

    @Override
    public Object[] events(byte[][] paths) {
      Object[] events = new Object[paths.length];
      for (int i = 0; i < events.length; i++) {
        events[i] = new Request(new String(paths[i], StandardCharsets.ISO_8859_1));
      }
      return events;
    }

    @Override
    public int answer(Object event) {
      answer.setPlain(NONE);
      service.sendEventBean(event, "Request");
      return answer.getPlain();
    }

    @Override
    public void judge(Object event, Blackhole judged) {
      judged.consume(answer(event));
    }

    @Override
    public void close() {
      runtime.destroy();
    }
  }
}
