package io.ringwall.plugin.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a running engine reaches Docker.
 *
 * @param socket the Unix socket of the Docker Engine API
 * @param patience how long an answer may take
 */
public record DockerSettings(Path socket, Duration patience) {
  static final DockerSettings DEFAULT =
      new DockerSettings(Path.of("/var/run/docker.sock"), Duration.ofSeconds(30));

  public DockerSettings {
    Objects.requireNonNull(socket, "socket");
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("patience must be positive, was " + patience);
    }
  }
}
