package io.ringwall.app;

import com.google.inject.AbstractModule;
import io.ringwall.app.command.Home;
import io.ringwall.app.command.Terminal;
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
    bind(ThreadFactory.class).toInstance(Thread.ofPlatform().daemon().factory());
  }
}
