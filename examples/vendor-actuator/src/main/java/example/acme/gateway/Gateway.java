package example.acme.gateway;

import io.ringwall.sdk.plugin.Actuator;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Convergence;
import io.ringwall.sdk.plugin.Membership;
import io.ringwall.sdk.plugin.Observation;
import io.ringwall.sdk.plugin.PluginException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A gateway's access list. The file is replaced as a whole: written beside it, synced, renamed; so
 * the gateway never reads half of one, and what is true after a crash is one or the other.
 */
final class Gateway implements Actuator {
  private final Path file;

  Gateway(Path file) {
    this.file = file;
  }

  @Override
  public Convergence converge(Boundary boundary, Membership membership) throws PluginException {
    AccessList list = AccessList.of(boundary, membership);
    try {
      if (!list.text().equals(read())) {
        replace(list.text());
      }
    } catch (IOException e) {
      throw new PluginException(
          PluginException.Category.RESOURCE,
          "access list " + file + " cannot be written, the gateway keeps the one it has: " + e,
          e);
    }
    return new Convergence(boundary.revision(), membership.revision(), list.gaps());
  }

  private void replace(String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path next = Files.createTempFile(folder, file.getFileName() + ".", ".next");
    try {
      Files.writeString(next, text);
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private String read() throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  @Override
  public Observation observe() throws PluginException {
    try {
      String text = read();
      return text.isEmpty() ? new Observation(-1, -1, Set.of()) : AccessList.observed(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new PluginException(
          PluginException.Category.RESOURCE,
          "access list " + file + " cannot be read: " + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {}
}
