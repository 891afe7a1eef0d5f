/**
 * Findings that a person reads once: what rules raised is aggregated, revised while it goes on,
 * absorbed by the scan it belongs to, joined into incidents, and withdrawn when it proves wrong.
 *
 * <p>Rules hand over {@link io.ringwall.engine.findings.Raised}; {@link
 * io.ringwall.engine.findings.Findings} emits revisions. Everything here runs on the correlation
 * thread and is a pure function of the order in which it is called.
 */
@NullMarked
package io.ringwall.engine.findings;

import org.jspecify.annotations.NullMarked;
