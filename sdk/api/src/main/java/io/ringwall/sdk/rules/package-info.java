/**
 * What DRL may use besides events and findings: the globals {@code findings}, {@code counts},
 * {@code responses}, {@code text}, {@code verdict} in rules marked {@code @inline}, and for policy
 * rules {@code policy} and {@code learning} with the fact {@link io.ringwall.sdk.rules.Edge}.
 *
 * <p>Rule sets written for a released version of the SDK keep compiling and keep their findings.
 * Everything here is called from a rule's consequence, or, where said so, from a condition; calls
 * never block.
 */
@NullMarked
@Version("1.0.0")
package io.ringwall.sdk.rules;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
