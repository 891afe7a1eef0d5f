/**
 * Who holds which address: containers, hosts, services, and the names that each client resolved.
 * Written in order by one thread, read by any thread as of an order, without locks.
 */
@NullMarked
package io.ringwall.engine.identity;

import org.jspecify.annotations.NullMarked;
