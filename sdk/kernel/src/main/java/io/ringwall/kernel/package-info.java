/**
 * The kernel as safe objects: each opens what it needs, hands out plain values, says in a sentence
 * why it cannot, and gives everything back when it is closed. No pointer, file descriptor or memory
 * segment leaves this package, so whoever uses it needs no native access, and gets none: this
 * module alone has it.
 *
 * <p>A plugin imports this package like the SDK, in the manifest that bnd writes; it resolves only
 * where the operator granted the kernel to that bundle ({@code plugin-admission: kernel} in {@code
 * ringwall.yaml}).
 */
@NullMarked
@Version("1.0.0")
package io.ringwall.kernel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
