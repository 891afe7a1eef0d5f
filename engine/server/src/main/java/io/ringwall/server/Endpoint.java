package io.ringwall.server;

import java.io.IOException;

/** Answers one operation of the contract, on the request's own virtual thread. */
interface Endpoint {
  /** Answers; may block. */
  void answer(Exchange exchange) throws IOException, InterruptedException;
}
