import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Checks ({@code --check}) or makes ({@code --write}) the layout of all Java files below the given
 * folders. The build runs it from source, since google-java-format itself does not walk a tree.
 */
final class Format {
  private final Formatter formatter =
      new Formatter(JavaFormatterOptions.builder().reorderModifiers(true).build());
  private final ConcurrentSkipListSet<String> complaints = new ConcurrentSkipListSet<>();
  private final boolean write;

  private Format(boolean write) {
    this.write = write;
  }

  public static void main(String[] arguments) throws IOException {
    var format = new Format(arguments[0].equals("--write"));
    for (String folder : List.of(arguments).subList(1, arguments.length)) {
      format.tree(Path.of(folder));
    }
    if (!format.complaints.isEmpty()) {
      System.err.println(String.join(System.lineSeparator(), format.complaints));
      System.err.println("Format them with: mvn -Pformat -DskipTests package");
      System.exit(1);
    }
  }

  private void tree(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Format::isSource).toList();
    }
    files.parallelStream().forEach(this::file);
  }

  private static boolean isSource(Path path) {
    return path.toString().endsWith(".java") && Files.isRegularFile(path);
  }

  private void file(Path path) {
    try {
      String found = Files.readString(path);
      String wanted = formatter.formatSourceAndFixImports(found);
      if (found.equals(wanted)) {
        return;
      }
      if (write) {
        Files.writeString(path, wanted);
      } else {
        complaints.add(path + ": not laid out as google-java-format does");
      }
    } catch (FormatterException | IOException e) {
      complaints.add(path + ": " + e.getMessage());
    }
  }
}
