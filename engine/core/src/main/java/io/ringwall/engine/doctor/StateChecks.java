package io.ringwall.engine.doctor;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The folder that keeps what the engine must not forget. It is looked at and not made.
 *
 * @param folder need not exist
 */
record StateChecks(Path folder) {
  private static final String FEATURE = "state";
  private static final long SCARCE = 1L << 30;
  private static final long NONE = 16L << 20;

  /** What becomes of files there, by a file system's kind. */
  private static final Map<String, String> LOSING =
      Map.of(
          "tmpfs", "is gone at the next boot",
          "ramfs", "is gone at the next boot",
          "overlay", "is gone with the container",
          "nfs", "is on another host, and a flush may not reach its disk",
          "nfs4", "is on another host, and a flush may not reach its disk",
          "cifs", "is on another host, and a flush may not reach its disk",
          "smb3", "is on another host, and a flush may not reach its disk");

  List<HostCheck> all() {
    return List.of(
        new HostCheck(FEATURE, "folder", this::writable),
        new HostCheck(FEATURE, "space", this::space),
        new HostCheck(FEATURE, "file system", this::kind));
  }

  /** It, or the one that it would be made in. */
  private Path existing() {
    Path path = folder.toAbsolutePath().normalize();
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }

  private HostFact writable() {
    Path path = existing();
    Path whole = folder.toAbsolutePath().normalize();
    String made = path.equals(whole) ? "" : ", in which " + whole + " is made";
    if (!Files.isDirectory(path)) {
      return HostFact.missing(path + " is no folder", "ringwall run --state DIR names another");
    }
    if (Files.isWritable(path) && Files.isExecutable(path)) {
      return HostFact.ok(path + " can be written" + made);
    }
    String user = System.getProperty("user.name");
    return HostFact.missing(
        path + " cannot be written by " + user + made,
        "install -d -o %s %s, or name another: ringwall run --state DIR".formatted(user, whole));
  }

  private HostFact space() throws IOException {
    FileStore store = Files.getFileStore(existing());
    long free = store.getUsableSpace();
    String found = "%s of %s are free".formatted(Sizes.of(free), Sizes.of(store.getTotalSpace()));
    if (free >= SCARCE) {
      return HostFact.ok(found);
    }
    String remedy = "make room on the file system of " + existing() + ", or --state DIR on another";
    return free < NONE ? HostFact.missing(found, remedy) : HostFact.degraded(found, remedy);
  }

  private HostFact kind() throws IOException {
    String kind = Files.getFileStore(existing()).type();
    String lost = LOSING.get(kind);
    return lost == null
        ? HostFact.ok(kind)
        : HostFact.degraded(
            kind + ": what is kept there " + lost,
            "ringwall run --state DIR, on a disk of this host (in a container: on a volume)");
  }
}
