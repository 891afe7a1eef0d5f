/**
 * The contract of the plugin interface as tests: one suite for each kind of thing that a plugin
 * offers, run against the vendor's own classes exactly as the engine uses them (the entry made by
 * its public constructor, configuration bound from YAML by the engine's reader, every object on a
 * thread of its own).
 *
 * <p>A vendor writes a few lines for each factory:
 *
 * <pre>{@code
 * final class AcmeContractTest {
 *   @TestFactory
 *   Stream<DynamicTest> plugin() {
 *     return PluginContract.of(AcmePlugin.class).tests();
 *   }
 *
 *   @TestFactory
 *   Stream<DynamicTest> recording() {
 *     return RecordingContract.of(AcmePlugin.class, "acme-log", Path.of("a.log")).tests();
 *   }
 * }
 * }</pre>
 *
 * <p>Sources and takers that live need a little world around them, which the vendor gives as a
 * scene: {@link io.ringwall.testkit.contract.LiveScene}, {@link
 * io.ringwall.testkit.contract.SinkScene}, {@link io.ringwall.testkit.contract.ActuatorScene}.
 */
@NullMarked
package io.ringwall.testkit.contract;

import org.jspecify.annotations.NullMarked;
