package io.ringwall.plugin.falco;

import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.Workload;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Containers as an alert names them; the engine completes what Falco does not know. */
final class Containers {
  private static final String HOST = "host";

  private Containers() {}

  /** Null for a process of the host itself. */
  static @Nullable Workload workload(Fields fields, String host) {
    String id = fields.first("container.full_id", "container.id");
    if (id == null || id.equals(HOST)) {
      return null;
    }
    Image image = image(fields);
    String service = image == null ? "unknown" : image.shortName();
    return Workload.builder()
        .containerId(id.toLowerCase(Locale.ROOT))
        .name(fields.text("container.name", id))
        .image(image)
        .namespace(fields.text("k8s.ns.name", "default"))
        .service(service)
        .pod(fields.text("k8s.pod.name"))
        .podUid(fields.text("k8s.pod.uid"))
        .host(host)
        .privileged(fields.flag("container.privileged"))
        .build();
  }

  private static @Nullable Image image(Fields fields) {
    String repository = fields.text("container.image.repository");
    String tag = fields.text("container.image.tag");
    String digest = fields.text("container.image.digest");
    String whole = fields.text("container.image");
    if (repository == null && whole == null) {
      return null;
    }
    String reference =
        repository == null
            ? whole
            : repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    return reference == null ? null : Image.parse(reference).withId(imageId(fields));
  }

  private static @Nullable String imageId(Fields fields) {
    String id = fields.text("container.image.id");
    return id == null || id.contains(":") ? id : "sha256:" + id;
  }
}
