package io.ringwall.app;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.ringwall.app.command.CommandLineInterface;
import io.ringwall.app.command.Home;
import io.ringwall.app.command.Terminal;
import io.ringwall.app.command.Termination;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The process {@code ringwall}. */
public final class Main {
  private static final int BUFFER = 1 << 16;

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Terminal terminal =
        Terminal.of(
            out,
            err,
            environment,
            List.of(launcherSays("terminal").split(",")),
            launcherSays("columns"));
    var termination = new Termination(Runtime.getRuntime()::halt);
    Path folder = Path.of(System.getProperty("ringwall.home", "."));
    String cache = System.getProperty("ringwall.cache", folder.resolve("var/cache").toString());
    var wiring =
        new Wiring(terminal, new Home(folder, Path.of(cache)), InstantSource.system(), termination);
    int code =
        Guice.createInjector(Stage.PRODUCTION, wiring)
            .getInstance(CommandLineInterface.class)
            .run(arguments, environment.containsKey("RINGWALL_DEBUG"));
    out.flush();
    err.flush();
    termination.ended(code);
    System.exit(code);
  }

  private static String launcherSays(String what) {
    return System.getProperty("ringwall." + what, "");
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    var bytes = new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER);
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }
}
