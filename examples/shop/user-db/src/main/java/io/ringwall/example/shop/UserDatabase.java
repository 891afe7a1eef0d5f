package io.ringwall.example.shop;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;

/** The shop's user database: MongoDB's wire protocol on port 27017, held in memory. */
public final class UserDatabase {
  private static final int PORT = 27017;

  private UserDatabase() {}

  public static void main(String[] arguments) {
    MongoServer server = new MongoServer(new MemoryBackend());
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    server.bind(new InetSocketAddress("0.0.0.0", PORT));
  }
}
