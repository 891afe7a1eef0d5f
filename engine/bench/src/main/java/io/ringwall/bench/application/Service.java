package io.ringwall.bench.application;

import io.ringwall.sdk.event.WorkloadClass;
import java.util.List;

/**
 * A service: all its containers are of one class.
 *
 * @param namespace its namespace
 * @param name its name
 * @param labelling how its containers tell both
 * @param repository its image
 * @param networks what its containers join
 * @param ports what it serves
 */
record Service(
    String namespace,
    String name,
    Labelling labelling,
    Repository repository,
    List<Network> networks,
    List<Port> ports) {
  WorkloadClass workloadClass() {
    return new WorkloadClass(namespace, name, repository.normal());
  }

  boolean meets(Service other) {
    return networks.stream().anyMatch(other.networks::contains);
  }

  boolean serves(Port port) {
    return ports.stream()
        .anyMatch(own -> own.protocol() == port.protocol() && own.number() == port.number());
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
