/** Logins that sshd wrote to its log, as events of type {@code acme.login}. */
@NullMarked
package example.acme.sshd;

import org.jspecify.annotations.NullMarked;
