package io.ringwall.sdk.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ReasonsTest {
  @TempDir private Path folder = Path.of("");

  private static String of(Executable fails) {
    return Reasons.of(assertThrows(IOException.class, fails));
  }

  @Test
  void saysMoreThanTheName() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(
        "there is no such file or folder", of(() -> Files.readString(folder.resolve("x"))));
    Path none = folder.resolve("none");
    assertEquals("there is no folder " + none, of(() -> Files.createFile(none.resolve("x"))));
    assertEquals("a file of this name is in the way", of(() -> Files.createDirectories(file)));
    assertEquals("it is no folder", Reasons.of(new NotDirectoryException("x")));
    assertEquals("the folder is not empty", of(() -> Files.delete(folder)));
    assertEquals("Not a directory", of(() -> Files.readString(file.resolve("x"))));
    assertEquals("permission denied", Reasons.of(new AccessDeniedException("x")));
    assertEquals("it is no UTF-8 text", Reasons.of(new MalformedInputException(1)));
    assertEquals("full", Reasons.of(new IOException("full")));
    assertEquals("IOException", Reasons.of(new IOException()));
  }
}
