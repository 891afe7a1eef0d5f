/**
 * How well the rule set {@code recon} finds scans in labelled captures, beside the published logic
 * of other detectors over the same flows.
 */
@NullMarked
package io.ringwall.bench.detection;

import org.jspecify.annotations.NullMarked;
