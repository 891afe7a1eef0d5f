package io.ringwall.sdk.plugin;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why files cannot be used, as the user is told by a {@link PluginException}; Java's exceptions
 * often say only which file.
 */
public final class Reasons {
  private Reasons() {}

  /** The reason, to follow what cannot be done and a colon. */
  public static String of(IOException failure) {
    if (failure instanceof FileSystemException named
        && named.getReason() instanceof String reason) {
      return reason;
    }
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException missing -> missing(missing.getFile());
      case FileAlreadyExistsException _ -> "a file of this name is in the way";
      case NotDirectoryException _ -> "it is no folder";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case CharacterCodingException _ -> "it is no UTF-8 text";
      default ->
          Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    };
  }

  private static String missing(@Nullable String file) {
    Path folder = file == null ? null : Path.of(file).toAbsolutePath().getParent();
    return folder == null || Files.isDirectory(folder)
        ? "there is no such file or folder"
        : "there is no folder " + folder;
  }
}
