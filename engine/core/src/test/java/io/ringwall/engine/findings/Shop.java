package io.ringwall.engine.findings;

import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IdentifiedBy;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.AttackTechnique;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.sdk.finding.Severity;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A small shop whose events tests are made of. */
public final class Shop {
  /** When everything begins. */
  public static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

  /** Where events come from. */
  public static final Origin ORIGIN = new Origin("vm1", "pcap", "e");

  static final Workload SHIPPING = workload("shipping", "172.18.0.5", 5);
  static final Workload CATALOGUE = workload("catalogue", "172.18.0.6", 6);
  static final Workload USER_DB = workload("user-db", "172.18.0.9", 9);

  static final RuleHeader UNSEEN =
      rule("network", "unseen edge", Severity.MEDIUM, true, false, "T1021");
  static final RuleHeader DATABASE =
      rule("network", "unseen edge to a database", Severity.HIGH, true, false, "T1213");
  static final RuleHeader SCAN = rule("recon", "port scan", Severity.MEDIUM, false, true, "T1046");
  static final RuleHeader SLOW_SCAN =
      rule("recon", "slow port scan", Severity.LOW, false, true, "T1046");
  static final RuleHeader INTRUSION =
      rule("incident", "exec, then lateral movement", Severity.HIGH, false, true, "T1609");

  private static long sequence;

  private Shop() {}

  static RuleHeader rule(
      String set,
      String name,
      Severity severity,
      boolean edge,
      boolean correlation,
      String technique) {
    return new RuleHeader(
        set,
        "1.0.0",
        set.equals("incident") ? Layer.INCIDENT : Layer.NETWORK,
        Mode.PREVENT,
        name,
        severity,
        List.of(new AttackTechnique(technique)),
        List.of(),
        edge,
        new FiringOrder(correlation, 0, 0, 0));
  }

  /** A container of the shop. */
  public static Workload workload(String service, String address, int number) {
    return Workload.builder()
        .containerId(String.format("%064x", number))
        .name("shop-" + service + "-1")
        .image(Image.parse("registry.test/" + service + ":1.2"))
        .namespace("shop")
        .service(service)
        .host("vm1")
        .networks(
            List.of(
                new NetworkAttachment(
                    "shop_default",
                    null,
                    List.of(IpAddress.parse(address)),
                    null,
                    List.of(service))))
        .build();
  }

  static Endpoint end(Workload workload, int port) {
    return Endpoint.builder()
        .address(workload.networks().getFirst().addresses().getFirst())
        .port(port)
        .workload(workload)
        .build();
  }

  static Endpoint end(String address, int port) {
    return Endpoint.builder().address(IpAddress.parse(address)).port(port).build();
  }

  static Instant at(double seconds) {
    return START.plusNanos((long) (seconds * 1e9));
  }

  static EdgeKey edge(Workload from, Workload to, int port) {
    return new EdgeKey(
        EdgeEnd.of(from.workloadClass()), EdgeEnd.of(to.workloadClass()), Protocol.TCP, port);
  }

  static EdgeKey edge(Workload from, EdgeEndKind kind, String to, int port) {
    return new EdgeKey(EdgeEnd.of(from.workloadClass()), EdgeEnd.of(kind, to), Protocol.TCP, port);
  }

  /** An attempt from one container at a port of another, at an edge never seen. */
  static Flow attempt(double seconds, String flowId, Workload from, Workload to, int port) {
    return flow(
        seconds,
        flowId,
        FlowPhase.ATTEMPT,
        end(from, 40_000),
        end(to, port),
        edge(from, to, port),
        Traffic.NONE,
        false);
  }

  static Flow closed(
      double seconds, String flowId, Workload from, Workload to, int port, Traffic traffic) {
    return flow(
        seconds,
        flowId,
        FlowPhase.CLOSE,
        end(from, 40_000),
        end(to, port),
        edge(from, to, port),
        traffic,
        true);
  }

  /** A flow's event as the engine judged it. */
  public static Flow flow(
      double seconds,
      String flowId,
      FlowPhase phase,
      Endpoint from,
      Endpoint to,
      EdgeKey edge,
      Traffic traffic,
      boolean settled) {
    Flow flow =
        Flow.builder(ORIGIN, sequence++, at(seconds))
            .flowId(flowId)
            .phase(phase)
            .originator(from)
            .responder(to)
            .protocol(Protocol.TCP)
            .protocolNumber(6)
            .state(traffic.responderBytes() > 0 ? ConnectionState.SF : ConnectionState.S0)
            .identifiedBy(IdentifiedBy.PORT)
            .start(at(seconds))
            .traffic(traffic)
            .build();
    return judged(
        flow,
        Map.of(
            "edge",
            new EdgeRef(edge, EdgeState.UNSEEN),
            "settled",
            settled,
            "unproductive",
            settled && traffic.responderBytes() == 0));
  }

  private static Flow judged(Flow flow, Map<String, Object> said) {
    return (Flow)
        Proxy.newProxyInstance(
            Flow.class.getClassLoader(),
            new Class<?>[] {Flow.class},
            (proxy, method, arguments) -> {
              if (said.containsKey(method.getName())) {
                return said.get(method.getName());
              }
              return method.isDefault()
                  ? InvocationHandler.invokeDefault(proxy, method, arguments)
                  : method.invoke(flow, arguments);
            });
  }

  static Count count(double seconds, long value, long threshold, Flow last, Object... keys) {
    return Count.builder(ORIGIN, sequence++, at(seconds))
        .of("ports-tried")
        .reached("scan")
        .threshold(threshold)
        .value(value)
        .keys(List.of(keys))
        .window(Duration.ofSeconds(60))
        .subject(last.originator().workload())
        .lastEvent(last)
        .samples(List.of(last))
        .firstTime(at(Math.max(0, seconds - 10)))
        .ruleSet("recon")
        .build();
  }

  static ExecSession session(String command) {
    return ExecSession.builder().execId("exec-1").commandLine(command).tty(true).build();
  }

  static ContainerEvent exec(double seconds, Workload workload, String command) {
    return ContainerEvent.builder(ORIGIN, sequence++, at(seconds))
        .action(ContainerAction.EXEC_START)
        .workload(workload)
        .execSession(session(command))
        .build();
  }

  static ProcessEvent typed(double seconds, Workload workload, int pid, String command) {
    return ProcessEvent.builder(ORIGIN, sequence++, at(seconds))
        .operation(ProcessOperation.EXEC)
        .workload(workload)
        .execSession(session("bash"))
        .process(
            ProcessRef.builder()
                .entityId("p" + pid)
                .pid(pid)
                .hostPid(pid)
                .name(command.split(" ", 2)[0])
                .executable("/usr/bin/" + command.split(" ", 2)[0])
                .commandLine(command)
                .build())
        .build();
  }

  static Raised raise(RuleHeader rule, Timed on, String message) {
    return FindingDraft.finding(rule, on, message).finish();
  }

  static Raised tell(RuleHeader rule, String message, Timed... support) {
    return FindingDraft.incident(rule, message, Arrays.asList(support)).finish();
  }

  /** Any event, for tests that need one. */
  public static Event anyFlow() {
    return closed(1, "f1", SHIPPING, USER_DB, 27_017, new Traffic(100, 4, 2_000, 5, 0));
  }
}
