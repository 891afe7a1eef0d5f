package io.ringwall.engine.identity;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ContainerEventBuilder;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies of events with what identity adds to them. */
final class Completed {
  private Completed() {}

  private static Origin origin(Event event) {
    return new Origin(event.host(), event.source(), event.epoch());
  }

  /** The workload, running on this host unless it says otherwise. */
  static Workload onHost(Workload workload, String host) {
    return workload.host().isEmpty() && !host.isEmpty()
        ? copy(workload).host(host).build()
        : workload;
  }

  static WorkloadBuilder copy(Workload workload) {
    return Workload.builder()
        .containerId(workload.containerId())
        .name(workload.name())
        .image(workload.image())
        .namespace(workload.namespace())
        .service(workload.service())
        .pod(workload.pod())
        .podUid(workload.podUid())
        .host(workload.host())
        .pid(workload.pid())
        .cgroupId(workload.cgroupId())
        .labels(workload.labels())
        .networks(workload.networks())
        .startedAt(workload.startedAt())
        .privileged(workload.privileged());
  }

  /** The event of a log, with what the inventory knows of the same start. */
  static ContainerEvent enriched(ContainerEvent event, ContainerEvent inventory) {
    Workload workload = inventory.workload();
    List<NetworkAttachment> networks =
        event.networks().isEmpty() ? inventory.networks() : event.networks();
    return copy(event)
        .workload(workload)
        .networks(networks)
        .mounts(event.mounts().isEmpty() ? inventory.mounts() : event.mounts())
        .ports(event.ports().isEmpty() ? inventory.ports() : event.ports())
        .security(event.security() == null ? inventory.security() : event.security())
        .command(event.command().isEmpty() ? inventory.command() : event.command())
        .entrypoint(event.entrypoint().isEmpty() ? inventory.entrypoint() : event.entrypoint())
        .build();
  }

  static ContainerEvent with(ContainerEvent event, Workload workload) {
    return event.workload().equals(workload) ? event : copy(event).workload(workload).build();
  }

  static ContainerEvent with(ContainerEvent event, ExecSession session, boolean probe) {
    return copy(event).execSession(session).healthProbe(probe).build();
  }

  private static ContainerEventBuilder copy(ContainerEvent event) {
    return ContainerEvent.builder(origin(event), event.sequence(), event.time())
        .ordinal(event.ordinal())
        .observedAt(event.observedAt())
        .attributes(event.attributes())
        .action(event.action())
        .workload(event.workload())
        .networks(event.networks())
        .mounts(event.mounts())
        .ports(event.ports())
        .security(event.security())
        .command(event.command())
        .entrypoint(event.entrypoint())
        .execSession(event.execSession())
        .healthProbe(event.healthProbe())
        .health(event.health())
        .exitCode(event.exitCode())
        .signal(event.signal())
        .actor(event.actor());
  }

  static ProcessEvent with(
      ProcessEvent event,
      @Nullable Workload workload,
      @Nullable ExecSession session,
      boolean probe) {
    return ProcessEvent.builder(origin(event), event.sequence(), event.time())
        .ordinal(event.ordinal())
        .observedAt(event.observedAt())
        .attributes(event.attributes())
        .operation(event.operation())
        .process(event.process())
        .parent(event.parent())
        .workload(workload)
        .executable(event.executable())
        .fromMemfd(event.fromMemfd())
        .capabilities(event.capabilities())
        .environment(event.environment())
        .healthProbe(probe)
        .exitCode(event.exitCode())
        .signal(event.signal())
        .execSession(session)
        .verdict(event.verdict())
        .build();
  }

  static FileEvent with(FileEvent event, Workload workload) {
    return FileEvent.builder(origin(event), event.sequence(), event.time())
        .ordinal(event.ordinal())
        .observedAt(event.observedAt())
        .attributes(event.attributes())
        .operation(event.operation())
        .file(event.file())
        .target(event.target())
        .flags(event.flags())
        .process(event.process())
        .workload(workload)
        .bytes(event.bytes())
        .result(event.result())
        .errno(event.errno())
        .verdict(event.verdict())
        .build();
  }

  static DnsExchange with(
      DnsExchange event, Endpoint originator, Endpoint responder, @Nullable String flowId) {
    return DnsExchange.builder(origin(event), event.sequence(), event.time())
        .ordinal(event.ordinal())
        .observedAt(event.observedAt())
        .attributes(event.attributes())
        .originator(originator)
        .responder(responder)
        .flowId(flowId)
        .query(event.query())
        .type(event.type())
        .responseCode(event.responseCode())
        .answers(event.answers())
        .roundTrip(event.roundTrip())
        .build();
  }

  static HttpExchange with(
      HttpExchange event, Endpoint originator, Endpoint responder, @Nullable String flowId) {
    return HttpExchange.builder(origin(event), event.sequence(), event.time())
        .ordinal(event.ordinal())
        .observedAt(event.observedAt())
        .attributes(event.attributes())
        .originator(originator)
        .responder(responder)
        .flowId(flowId)
        .method(event.method())
        .scheme(event.scheme())
        .httpHost(event.httpHost())
        .path(event.path())
        .normalisedPath(event.normalisedPath())
        .query(event.query())
        .version(event.version())
        .headers(event.headers())
        .userAgent(event.userAgent())
        .request(event.request())
        .uploads(event.uploads())
        .status(event.status())
        .response(event.response())
        .received(event.received())
        .firstByte(event.firstByte())
        .completed(event.completed())
        .clientChain(event.clientChain())
        .client(event.client())
        .session(event.session())
        .scores(event.scores())
        .matches(event.matches())
        .action(event.action())
        .traceId(event.traceId())
        .verdict(event.verdict())
        .build();
  }

  static CustomEvent with(
      CustomEvent event,
      @Nullable Workload workload,
      @Nullable Endpoint originator,
      @Nullable Endpoint responder) {
    return CustomEvent.builder(origin(event), event.sequence(), event.time())
        .ordinal(event.ordinal())
        .observedAt(event.observedAt())
        .attributes(event.attributes())
        .type(event.type())
        .workload(workload)
        .originator(originator)
        .responder(responder)
        .verdict(event.verdict())
        .build();
  }
}
