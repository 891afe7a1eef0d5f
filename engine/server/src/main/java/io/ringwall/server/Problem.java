package io.ringwall.server;

import io.ringwall.engine.config.RingwallException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request, as RFC 9457 has it ({@code application/problem+json}).
 *
 * @param type always {@code about:blank}: the status says what kind it is
 * @param title the status in words
 * @param status the status
 * @param detail a sentence for the user
 */
record Problem(String type, String title, int status, String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, @Nullable String detail) {
    String title = HttpStatus.getMessage(status);
    return new Problem("about:blank", title, status, detail == null ? title : detail);
  }

  static Problem of(RingwallException failure) {
    int status =
        switch (failure.category()) {
          case INPUT -> HttpStatus.NOT_FOUND_404;
          case CONFIGURATION -> HttpStatus.CONFLICT_409;
          case RESOURCE -> HttpStatus.SERVICE_UNAVAILABLE_503;
          case PLUGIN, INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR_500;
        };
    return of(status, failure.sentence());
  }
}
