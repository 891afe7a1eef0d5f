package io.ringwall.plugin.conntrack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What this host's kernel was told to track.
 *
 * @param folder where it says so: /proc/sys/net
 */
record KernelSettings(Path folder) {
  /** Does it count packets and bytes. */
  boolean counts() {
    return isOn("netfilter/nf_conntrack_acct");
  }

  /** What is not seen for want of a setting, in one sentence each. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!isOn("bridge/bridge-nf-call-iptables")) {
      missing.add(
          "connections within one bridge are not tracked, and seen by their packets alone, since"
              + " net.bridge.bridge-nf-call-iptables is not 1 (module br_netfilter)");
    }
    if (!counts()) {
      missing.add(
          "the kernel counts no bytes of connections, since net.netfilter.nf_conntrack_acct is not"
              + " 1");
    }
    return missing;
  }

  private boolean isOn(String setting) {
    try {
      return Files.readString(folder.resolve(setting)).strip().equals("1");
    } catch (IOException e) {
      return false;
    }
  }
}
