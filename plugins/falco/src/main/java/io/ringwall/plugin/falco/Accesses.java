package io.ringwall.plugin.falco;

import io.ringwall.sdk.event.FileOperation;
import io.ringwall.sdk.event.FileRef;
import io.ringwall.sdk.event.FileResult;
import io.ringwall.sdk.event.FileType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** File accesses as an alert describes them. */
final class Accesses {
  private static final Map<String, FileOperation> CALLS =
      Map.ofEntries(
          Map.entry("creat", FileOperation.CREATE),
          Map.entry("mkdir", FileOperation.CREATE),
          Map.entry("mkdirat", FileOperation.CREATE),
          Map.entry("mknod", FileOperation.CREATE),
          Map.entry("mknodat", FileOperation.CREATE),
          Map.entry("write", FileOperation.MODIFY),
          Map.entry("writev", FileOperation.MODIFY),
          Map.entry("pwrite", FileOperation.MODIFY),
          Map.entry("pwritev", FileOperation.MODIFY),
          Map.entry("truncate", FileOperation.MODIFY),
          Map.entry("ftruncate", FileOperation.MODIFY),
          Map.entry("unlink", FileOperation.DELETE),
          Map.entry("unlinkat", FileOperation.DELETE),
          Map.entry("rmdir", FileOperation.DELETE),
          Map.entry("rename", FileOperation.RENAME),
          Map.entry("renameat", FileOperation.RENAME),
          Map.entry("renameat2", FileOperation.RENAME),
          Map.entry("link", FileOperation.LINK),
          Map.entry("linkat", FileOperation.LINK),
          Map.entry("symlink", FileOperation.LINK),
          Map.entry("symlinkat", FileOperation.LINK),
          Map.entry("chmod", FileOperation.CHMOD),
          Map.entry("fchmod", FileOperation.CHMOD),
          Map.entry("fchmodat", FileOperation.CHMOD),
          Map.entry("chown", FileOperation.CHOWN),
          Map.entry("fchown", FileOperation.CHOWN),
          Map.entry("lchown", FileOperation.CHOWN),
          Map.entry("fchownat", FileOperation.CHOWN),
          Map.entry("setxattr", FileOperation.XATTR),
          Map.entry("lsetxattr", FileOperation.XATTR),
          Map.entry("fsetxattr", FileOperation.XATTR),
          Map.entry("mount", FileOperation.MOUNT));

  private static final Map<String, FileType> TYPES =
      Map.of(
          "file", FileType.REGULAR,
          "directory", FileType.DIRECTORY,
          "ipv4", FileType.SOCKET,
          "ipv6", FileType.SOCKET,
          "unix", FileType.SOCKET,
          "pipe", FileType.FIFO);

  private Accesses() {}

  /** What the system call did to a file; null when it is about none. */
  static @Nullable FileOperation operation(String call, Fields fields) {
    if (!call.equals("open") && !call.equals("openat") && !call.equals("openat2")) {
      return CALLS.get(call);
    }
    List<String> flags = flags(fields);
    if (fields.flag("evt.is_open_create") || flags.contains("O_F_CREATED")) {
      return FileOperation.CREATE;
    }
    boolean writes =
        fields.flag("evt.is_open_write") || flags.contains("O_WRONLY") || flags.contains("O_RDWR");
    return writes ? FileOperation.OPEN_WRITE : FileOperation.OPEN_READ;
  }

  /** Falco prints them as {@code O_CREAT|O_WRONLY(…)}. */
  static List<String> flags(Fields fields) {
    String text = fields.first("evt.arg.flags", "evt.arg[flags]");
    return text == null ? List.of() : List.of(text.replaceFirst("\\(.*", "").strip().split("\\|"));
  }

  /** The file; null when the alert does not name it. */
  static @Nullable FileRef file(Fields fields) {
    String path =
        fields.first(
            "fs.path.source",
            "fs.path.name",
            "fd.name",
            "evt.arg.oldpath",
            "evt.arg.path",
            "evt.arg.name",
            "evt.arg.filename");
    if (path == null) {
      return null;
    }
    return FileRef.builder()
        .path(path)
        .inode(Math.max(0, fields.number("fd.ino", 0)))
        .type(TYPES.getOrDefault(fields.text("fd.type", ""), FileType.UNKNOWN))
        .layer(
            Processes.layer(fields.known("fd.is_upper_layer"), fields.known("fd.is_lower_layer")))
        .build();
  }

  /** The new path of a rename or link. */
  static @Nullable FileRef target(Fields fields) {
    String path = fields.first("fs.path.target", "evt.arg.newpath", "evt.arg.target");
    return path == null ? null : FileRef.builder().path(path).build();
  }

  static FileResult result(Fields fields) {
    String text = fields.text("evt.res");
    long raw = fields.number("evt.rawres", 0);
    if (denied(text, raw)) {
      return FileResult.DENIED;
    }
    if (text == null && fields.text("evt.rawres") == null && fields.text("evt.failed") == null) {
      return FileResult.UNKNOWN;
    }
    boolean failed =
        fields.flag("evt.failed") || raw < 0 || text != null && text.matches("E[A-Z0-9]+");
    return failed ? FileResult.ERROR : FileResult.OK;
  }

  /** Was the system call refused: EPERM or EACCES. */
  static boolean denied(Fields fields) {
    return denied(fields.text("evt.res"), fields.number("evt.rawres", 0));
  }

  private static boolean denied(@Nullable String text, long raw) {
    return "EACCES".equals(text) || "EPERM".equals(text) || raw == -13 || raw == -1;
  }

  static @Nullable Integer errno(Fields fields) {
    long raw = fields.number("evt.rawres", 0);
    return raw < 0 && raw > -4096 ? (Integer) (int) -raw : null;
  }
}
