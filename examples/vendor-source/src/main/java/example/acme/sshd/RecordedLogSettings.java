package example.acme.sshd;

/** A recorded log needs no settings. */
public record RecordedLogSettings() {}
