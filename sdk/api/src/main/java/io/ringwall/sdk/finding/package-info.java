/**
 * What rules conclude: {@link io.ringwall.sdk.finding.Finding}s, {@link
 * io.ringwall.sdk.finding.Incident}s over them, and the {@link io.ringwall.sdk.event.Verdict} given
 * to those who cannot wait for the route.
 */
@NullMarked
@Version("1.0.0")
package io.ringwall.sdk.finding;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
