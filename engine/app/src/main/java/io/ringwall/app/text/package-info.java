/**
 * What people read: findings, incidents, the learned map and what was read, as text. Nothing here
 * reads or writes files or streams.
 */
@NullMarked
package io.ringwall.app.text;

import org.jspecify.annotations.NullMarked;
