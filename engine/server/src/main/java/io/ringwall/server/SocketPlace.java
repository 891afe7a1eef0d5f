package io.ringwall.server;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where an engine's socket is. It is bound in a folder that nobody else may enter, given its mode
 * there, and then renamed into place: at no time can another user connect.
 */
final class SocketPlace {
  /** What {@code sun_path} holds on Linux, less the zero at its end. */
  private static final int LONGEST = 107;

  private static final Set<PosixFilePermission> SOCKET =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final Path folder;
  private final Path bound;

  /**
   * A place for a socket.
   *
   * @throws RingwallException of category RESOURCE when an engine is there already, or something
   *     else that must not be replaced
   */
  SocketPlace(Path asked) {
    this.path = asked.toAbsolutePath().normalize();
    Path parent = path.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw refused("its folder does not exist");
    }
    this.folder = parent.resolve("." + ProcessHandle.current().pid());
    this.bound = folder.resolve("s");
    int length =
        Math.max(
            path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length,
            bound.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    if (length > LONGEST) {
      throw refused("a socket's path may have " + LONGEST + " bytes, this one needs " + length);
    }
    refuseWhatIsThere();
  }

  /** What an engine left behind that was killed may be replaced. */
  private void refuseWhatIsThere() {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      var there = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!there.isOther()) {
        throw refused("a file of another kind is there already");
      }
    } catch (IOException e) {
      throw refused("cannot be looked at: " + Reasons.of(e));
    }
    if (answers()) {
      throw refused("an engine is running there already");
    }
  }

  private boolean answers() {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the socket is to be bound. */
  Path prepare() {
    try {
      try {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      } catch (FileAlreadyExistsException e) {
        // A process of the same number died before it renamed its socket.
        Files.deleteIfExists(bound);
        Files.setPosixFilePermissions(folder, FOLDER);
      }
      return bound;
    } catch (IOException e) {
      throw refused("cannot be made: " + Reasons.of(e));
    }
  }

  /** The bound socket is moved to its place. */
  void publish() {
    try {
      Files.setPosixFilePermissions(bound, SOCKET);
      Files.move(bound, path, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(folder);
    } catch (IOException e) {
      throw refused("cannot be made: " + Reasons.of(e));
    }
  }

  Path path() {
    return path;
  }

  private RingwallException refused(String why) {
    return new RingwallException(Category.RESOURCE, "socket " + path + ": " + why);
  }
}
