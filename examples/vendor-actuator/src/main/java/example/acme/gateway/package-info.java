/** Makes Ringwall's boundary the access list of Acme's gateway. */
@NullMarked
package example.acme.gateway;

import org.jspecify.annotations.NullMarked;
