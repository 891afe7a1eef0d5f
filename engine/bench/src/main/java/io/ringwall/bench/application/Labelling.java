package io.ringwall.bench.application;

import java.util.Map;

/** Who started the containers of a namespace, and so how they tell namespace and service. */
enum Labelling {
  COMPOSE,
  KUBERNETES,
  SWARM,
  RINGWALL,
  /** Nobody labelled anything: the namespace is the default one, the service the image's name. */
  NONE;

  Map<String, String> labels(String namespace, String service, String container) {
    return switch (this) {
      case COMPOSE ->
          Map.of(
              "com.docker.compose.project", namespace,
              "com.docker.compose.service", service,
              "com.docker.compose.oneoff", "False");
      case KUBERNETES ->
          Map.of(
              "io.kubernetes.pod.namespace", namespace,
              "io.kubernetes.pod.name", container,
              "io.kubernetes.container.name", "main",
              "io.ringwall.service", service);
      case SWARM ->
          Map.of(
              "com.docker.stack.namespace",
              namespace,
              "com.docker.swarm.service.name",
              namespace + "_" + service);
      case RINGWALL -> Map.of("io.ringwall.namespace", namespace, "io.ringwall.service", service);
      case NONE -> Map.of("maintainer", "nobody@example.org");
    };
  }
}
