package io.ringwall.engine.identity;

/**
 * How much identity remembers; what goes beyond is forgotten, oldest first, and counted.
 *
 * @param addresses addresses whose holders are remembered
 * @param containers containers that are remembered
 * @param clients clients whose DNS answers are remembered
 * @param targetsPerClient addresses remembered for each of them
 * @param holdingsPerAddress containers remembered for each address, one after the other
 * @param sessionsPerContainer exec sessions remembered for each container
 * @param processesPerContainer processes of exec sessions remembered for each container
 */
public record IdentityLimits(
    int addresses,
    int containers,
    int clients,
    int targetsPerClient,
    int holdingsPerAddress,
    int sessionsPerContainer,
    int processesPerContainer) {
  /** Enough for a host with thousands of containers. */
  public static final IdentityLimits DEFAULT =
      new IdentityLimits(1_000_000, 200_000, 65_536, 4_096, 256, 256, 4_096);

  public IdentityLimits {
    require(addresses, "addresses");
    require(containers, "containers");
    require(clients, "clients");
    require(targetsPerClient, "targetsPerClient");
    if (holdingsPerAddress < 2) {
      throw new IllegalArgumentException(
          "holdingsPerAddress must be at least 2, was " + holdingsPerAddress);
    }
    require(sessionsPerContainer, "sessionsPerContainer");
    require(processesPerContainer, "processesPerContainer");
  }

  private static void require(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
