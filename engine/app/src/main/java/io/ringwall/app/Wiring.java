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
  private final InstantSource clock;
  private final Termination termination;

  Wiring(Terminal terminal, Home home, InstantSource clock, Termination termination) {
    this.clock = clock;
    this.termination = termination;
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  protected void configure() {
    binder().requireExactBindingAnnotations();
    bind(Terminal.class).toInstance(terminal);
    bind(Home.class).toInstance(home);
    bind(InstantSource.class).toInstance(clock);
    bind(Termination.class).toInstance(termination);
    bind(ThreadFactory.class).toInstance(Thread.ofPlatform().daemon().factory());
  }
}
