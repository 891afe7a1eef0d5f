/**
 * What happens on a host, as rules see it. {@link io.ringwall.sdk.event.Event} is the root; its
 * kinds are interfaces of accessors with builders, so that they can grow without breaking a
 * vendor's compiled JAR.
 *
 * <p>Conventions: an accessor without {@code @Nullable} never returns null; lists and maps are
 * immutable and empty rather than absent; an enum has UNKNOWN where a source may not be able to
 * tell; unmeasured counters are one absent record, so that 0 means 0. Times are {@link
 * java.time.Instant}s, digests bare lower-case hex.
 */
@NullMarked
@Version("1.0.0")
package io.ringwall.sdk.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
