/** Where the application is put together and started. */
@NullMarked
package io.ringwall.app;

import org.jspecify.annotations.NullMarked;
