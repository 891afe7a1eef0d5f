package io.ringwall.app.command;

import io.ringwall.engine.config.RingwallException;

/** Makes sentences and exit codes of what went wrong. */
final class Failures {
  private final Terminal terminal;
  private final boolean traces;

  /**
   * Tells failures on this terminal.
   *
   * @param traces with where in the program they happened
   */
  Failures(Terminal terminal, boolean traces) {
    this.terminal = terminal;
    this.traces = traces;
  }

  /** Tells what went wrong, and returns the exit code. */
  int tell(Throwable failure) {
    int code = code(failure);
    if (traces) {
      failure.printStackTrace(terminal.err());
      terminal.err().flush();
    }
    return code;
  }

  private int code(Throwable failure) {
    return switch (failure) {
      case RingwallException known -> told(known.sentence(), ExitCode.of(known.category()));
      case InterruptedException _ -> told("interrupted", ExitCode.INTERRUPTED);
      case OutOfMemoryError _ ->
          told(
              "out of memory: "
                  + failure.getMessage()
                  + "; RINGWALL_JAVA_OPTIONS=-Xmx2g, or so, gives it more",
              ExitCode.RESOURCE);
      default ->
          told(
              "internal error, a defect of Ringwall: "
                  + described(failure)
                  + (traces ? "" : "; RINGWALL_DEBUG=1 shows where"),
              ExitCode.INTERNAL);
    };
  }

  private int told(String sentence, int code) {
    terminal.tell(sentence);
    return code;
  }

  private static String described(Throwable failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    return message == null ? kind : kind + ": " + message.replace('\n', ' ');
  }
}
