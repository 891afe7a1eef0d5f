/**
 * What a plugin offers and what it is given. One JAR holds one {@link
 * io.ringwall.sdk.plugin.Plugin}, found by {@link java.util.ServiceLoader}; it gives factories,
 * each with a typed configuration record.
 *
 * <p>The route of an event: a {@link io.ringwall.sdk.plugin.CaptureSource} emits events into a
 * bounded queue of its own; the engine merges what several sources saw of one connection, resolves
 * addresses by what {@link io.ringwall.sdk.plugin.IdentityProvider}s told, looks up edges in the
 * learned model, judges rules, aggregates findings, writes them to the ledger, hands them to {@link
 * io.ringwall.sdk.plugin.FindingSink}s, and lets {@link io.ringwall.sdk.plugin.Actuator}s make the
 * boundary true.
 *
 * <p>Rules that hold throughout:
 *
 * <ul>
 *   <li><b>Threads.</b> The engine calls each object on a thread of that object's own, one call at
 *       a time, except {@code close}, which may come from another thread at any time and makes a
 *       running call return. A plugin may start threads; it ends them in {@code close}.
 *   <li><b>Blocking.</b> Every call may block, unless its description says otherwise; that holds up
 *       nobody but the object itself. What does not return within 5 s of {@code close} is
 *       interrupted, and left behind as HUNG if that does not help.
 *   <li><b>Failure.</b> Anything thrown is caught, counted and reported with the plugin's name. A
 *       {@link io.ringwall.sdk.plugin.PluginException} says in a sentence what, where, what was
 *       expected and what was found.
 *   <li><b>Bad input</b> is no failure: it is counted through {@link
 *       io.ringwall.sdk.plugin.Diagnostics} and skipped.
 * </ul>
 */
@NullMarked
@Version("1.0.0")
package io.ringwall.sdk.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
