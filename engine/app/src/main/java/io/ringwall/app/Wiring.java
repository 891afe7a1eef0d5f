package io.ringwall.app;

import com.google.inject.AbstractModule;
import io.ringwall.app.command.Home;
import io.ringwall.app.command.Terminal;
import io.ringwall.app.command.Termination;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;

/** What the parts of the application are given. */
final class Wiring extends AbstractModule {
  private final Terminal terminal;
  private final Home home;

  Wiring(Terminal terminal, Home home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  protected void configure() {
    binder().requireExactBindingAnnotations();
    bind(Terminal.class).toInstance(terminal);
    bind(Home.class).toInstance(home);
    bind(InstantSource.class).toInstance(InstantSource.system());
    bind(Termination.class).toInstance(new Termination(Runtime.getRuntime()::halt));
    bind(ThreadFactory.class).toInstance(Thread.ofPlatform().daemon().factory());
  }
}
