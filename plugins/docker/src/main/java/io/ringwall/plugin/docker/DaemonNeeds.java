package io.ringwall.plugin.docker;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A daemon that tells of its containers. */
record DaemonNeeds(DockerSettings settings) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  List<HostCheck> all() {
    return List.of(new HostCheck("names", "Docker", this::answers));
  }

  private HostFact answers() {
    Path socket = settings.socket();
    Duration patience =
        settings.patience().compareTo(PATIENCE) < 0 ? settings.patience() : PATIENCE;
    var api = new EngineApi(new DockerSettings(socket, patience));
    try {
      return HostFact.ok("%s answers on %s".formatted(api.version(), socket));
    } catch (IOException | ShapeException e) {
      return HostFact.missing(
          "it does not answer on " + socket + ": " + e.getMessage(), remedy(socket));
    }
  }

  private static String remedy(Path socket) {
    if (!Files.exists(socket)) {
      return "systemctl start docker; plugins.docker.socket of ringwall.yaml names another socket";
    }
    if (!Files.isWritable(socket)) {
      return "run as root, or as a member of the socket's group: usermod -aG docker "
          + System.getProperty("user.name");
    }
    return "systemctl restart docker";
  }
}
