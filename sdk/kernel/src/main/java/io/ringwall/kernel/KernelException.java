package io.ringwall.kernel;

/** Something that the kernel does not do; the message is a sentence that says what, and why not. */
public final class KernelException extends Exception {
  private static final long serialVersionUID = 1;

  private final int errno;

  KernelException(String message, int errno) {
    super(message);
    this.errno = errno;
  }

  /** The kernel's own number for the reason ({@code errno}); 0 where it was not even asked. */
  public int errno() {
    return errno;
  }
}
