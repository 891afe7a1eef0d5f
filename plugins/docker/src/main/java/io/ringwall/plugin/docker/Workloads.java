package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadBuilder;
import java.util.List;
import java.util.Map;

/** Makes workloads of what Docker tells. */
final class Workloads {
  private static final int SHORT_ID = 12;

  private Workloads() {}

  static WorkloadBuilder builder(
      String id, String name, Image image, Map<String, String> labels, String host) {
    return Workload.builder()
        .containerId(id)
        .name(name.startsWith("/") ? name.substring(1) : name)
        .image(image)
        .namespace(Naming.namespace(labels))
        .service(Naming.service(labels, image))
        .pod(labels.get(Naming.POD))
        .podUid(labels.get(Naming.POD_UID))
        .host(host)
        .labels(labels);
  }

  static String shortId(String id) {
    return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
  }

  /** A container of which nothing but its id is known. */
  static Workload unnamed(String id, String host) {
    return Workload.builder()
        .containerId(id)
        .name(shortId(id))
        .namespace("default")
        .service("unknown")
        .host(host)
        .build();
  }

  /** The same container, without what belongs to one start of it. */
  static Workload withoutLife(Workload workload) {
    return Workload.builder()
        .containerId(workload.containerId())
        .name(workload.name())
        .image(workload.image())
        .namespace(workload.namespace())
        .service(workload.service())
        .pod(workload.pod())
        .podUid(workload.podUid())
        .host(workload.host())
        .labels(workload.labels())
        .networks(List.of())
        .privileged(workload.privileged())
        .build();
  }
}
