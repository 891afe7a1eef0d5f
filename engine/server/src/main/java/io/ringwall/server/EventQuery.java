package io.ringwall.server;

import io.ringwall.engine.model.Glob;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody wants: values of one parameter are alternatives, parameters all hold. An
 * event between two workloads is of both.
 *
 * @param types kinds of events
 * @param containers names (patterns), or how ids begin
 * @param images patterns over the image's reference and its repository
 * @param namespaces patterns over namespaces
 * @param services patterns over services
 * @param sources names of sources
 * @param states states of edges; only flows have one
 */
record EventQuery(
    Set<Type> types,
    List<String> containers,
    List<Glob> images,
    List<Glob> namespaces,
    List<Glob> services,
    List<String> sources,
    Set<EdgeState> states)
    implements Predicate<Event> {
  static final List<String> PARAMETERS =
      List.of("type", "container", "image", "namespace", "service", "source", "edge-state");

  /** How a kind of event is called by those who ask. */
  enum Type {
    FLOW(Flow.class),
    DNS(DnsExchange.class),
    HTTP(HttpExchange.class),
    PROCESS(ProcessEvent.class),
    FILE(FileEvent.class),
    CONTAINER(ContainerEvent.class),
    CUSTOM(CustomEvent.class);

    private final Class<? extends Event> of;

    Type(Class<? extends Event> of) {
      this.of = of;
    }
  }

  /** What a request asks for. */
  static EventQuery of(Exchange asked) {
    asked.takes(PARAMETERS);
    Set<Type> types = EnumSet.noneOf(Type.class);
    types.addAll(Parameters.constants(Type.class, "type", asked.all("type")));
    Set<EdgeState> states = EnumSet.noneOf(EdgeState.class);
    states.addAll(Parameters.constants(EdgeState.class, "edge-state", asked.all("edge-state")));
    return new EventQuery(
        types,
        asked.all("container"),
        Parameters.globs(asked.all("image")),
        Parameters.globs(asked.all("namespace")),
        Parameters.globs(asked.all("service")),
        asked.all("source"),
        states);
  }

  @Override
  public boolean test(Event event) {
    return (types.isEmpty() || types.stream().anyMatch(type -> type.of.isInstance(event)))
        && (sources.isEmpty() || sources.contains(event.source()))
        && (states.isEmpty() || isInState(event))
        && concerns(event);
  }

  private boolean isInState(Event event) {
    return event instanceof Flow flow
        && flow.edge() != null
        && states.contains(flow.edge().state());
  }

  private boolean concerns(Event event) {
    boolean any =
        containers.isEmpty() && images.isEmpty() && namespaces.isEmpty() && services.isEmpty();
    return any || workloads(event).stream().anyMatch(this::isWanted);
  }

  private boolean isWanted(Workload workload) {
    return (containers.isEmpty() || Containers.named(containers, workload))
        && Parameters.matches(namespaces, workload.namespace())
        && Parameters.matches(services, workload.service())
        && (images.isEmpty() || isOfImage(workload));
  }

  private boolean isOfImage(Workload workload) {
    return workload.image() != null
        && (Parameters.matches(images, workload.image().reference())
            || Parameters.matches(images, workload.image().repository()));
  }

  private static List<Workload> workloads(Event event) {
    List<Workload> all = new ArrayList<>(2);
    switch (event) {
      case Flow flow -> add(all, flow.originator(), flow.responder());
      case DnsExchange dns -> add(all, dns.originator(), dns.responder());
      case HttpExchange http -> add(all, http.originator(), http.responder());
      case ContainerEvent container -> all.add(container.workload());
      case ProcessEvent process -> add(all, process.workload());
      case FileEvent file -> add(all, file.workload());
      case CustomEvent custom -> {
        add(all, custom.workload());
        add(all, custom.originator(), custom.responder());
      }
      default -> {}
    }
    return all;
  }

  private static void add(List<Workload> all, @Nullable Endpoint one, @Nullable Endpoint other) {
    add(all, one == null ? null : one.workload());
    add(all, other == null ? null : other.workload());
  }

  private static void add(List<Workload> all, @Nullable Workload one) {
    if (one != null) {
      all.add(one);
    }
  }
}
