package example.acme.gateway;

import java.nio.file.Path;

/**
 * Where the gateway reads its access list.
 *
 * @param path the file; the gateway watches it and takes a new one as a whole
 */
public record GatewaySettings(Path path) {
  public GatewaySettings {
    if (path.getFileName() == null) {
      throw new IllegalArgumentException("path must name a file, was '" + path + "'");
    }
  }
}
