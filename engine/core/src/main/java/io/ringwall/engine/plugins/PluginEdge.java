package io.ringwall.engine.plugins;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.sdk.plugin.PluginException;

/** Where the engine calls into a plugin: whatever comes out of it becomes a sentence. */
final class PluginEdge {
  private static final int CAUSES_MAX = 20;
  private static final int MESSAGE_MAX = 1_000;

  private PluginEdge() {}

  /** A call into a plugin. */
  interface Call<T> {
    /** Does it. */
    T run() throws Exception;
  }

  /**
   * Calls, and turns what is thrown into an exception that names the plugin.
   *
   * @param plugin name for people: {@code plugin 'pcap'}
   * @throws InterruptedException when the call was interrupted
   */
  static <T> T call(String plugin, Call<T> call) throws InterruptedException {
    try {
      return call.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (PluginException e) {
      throw new RingwallException(category(e.category()), plugin + ": " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw failed(plugin, e);
    }
  }

  private static RingwallException failed(String plugin, Throwable cause) {
    return new RingwallException(
        RingwallException.Category.PLUGIN, plugin + " failed: " + describe(cause), cause);
  }

  /** The innermost cause, with its message. */
  static String describe(Throwable problem) {
    Throwable cause = problem;
    for (int depth = 0; depth < CAUSES_MAX && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    String type = cause.getClass().getSimpleName();
    String message = message(cause);
    return message.isEmpty() ? type : type + ": " + message;
  }

  /** What a plugin's exception says may itself fail, or be a book. */
  private static String message(Throwable problem) {
    try {
      String message = problem.getMessage();
      if (message == null) {
        return "";
      }
      return message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX) + "…" : message;
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      return "its message cannot be had";
    }
  }

  private static RingwallException.Category category(PluginException.Category category) {
    return switch (category) {
      case CONFIGURATION -> RingwallException.Category.CONFIGURATION;
      case INPUT -> RingwallException.Category.INPUT;
      case RESOURCE -> RingwallException.Category.RESOURCE;
      case INTERNAL -> RingwallException.Category.PLUGIN;
    };
  }
}
