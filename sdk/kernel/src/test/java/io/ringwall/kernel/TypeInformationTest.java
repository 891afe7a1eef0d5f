package io.ringwall.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what the running kernel tells of its structures. */
final class TypeInformationTest {
  @TempDir private Path folder;

  @BeforeEach
  void isThere() {
    boolean there = Files.exists(TypeInformation.OF_THE_KERNEL);
    if (!there && System.getProperty("ringwall.require", "").equals("all")) {
      fail("no " + TypeInformation.OF_THE_KERNEL);
    }
    assumeTrue(there, () -> "no " + TypeInformation.OF_THE_KERNEL);
  }

  private static String refusal(Path file, String structure, String path) {
    return Objects.requireNonNull(
        assertThrows(
                KernelException.class, () -> TypeInformation.read(file).offset(structure, path))
            .getMessage());
  }

  @Test
  void knowsWhereFieldsOfTheKernelsInterfaceLie() throws Exception {
    TypeInformation types = TypeInformation.read(TypeInformation.OF_THE_KERNEL);
    // struct iphdr never changes: RFC 791 says where what lies.
    assertEquals(0, types.offset("iphdr", "ihl"));
    assertEquals(9, types.offset("iphdr", "protocol"));
    assertEquals(12, types.offset("iphdr", "saddr"), "within a union without a name");
    assertEquals(16, types.offset("iphdr", "daddr"));
    assertEquals(
        types.offset("sock", "__sk_common.skc_family"),
        types.offset("sock_common", "skc_family"),
        "it is the first field");
    assertEquals(12, types.offsetOfAny("iphdr", "source", "saddr"));
  }

  @Test
  void saysWhatThisKernelDoesNotHave() {
    Path kernel = TypeInformation.OF_THE_KERNEL;
    assertTrue(refusal(kernel, "iphdr", "colour").contains("'iphdr' has no field 'colour'"));
    assertTrue(refusal(kernel, "iphdr", "saddr.colour").contains("has no field 'saddr.colour'"));
    assertTrue(refusal(kernel, "ringwall", "colour").contains("no structure 'ringwall'"));
  }

  @Test
  void refusesWhatIsNoTypeInformation() throws Exception {
    assertTrue(refusal(folder.resolve("none"), "iphdr", "saddr").contains("not at"));
    Path text = Files.writeString(folder.resolve("text"), "x".repeat(100));
    assertTrue(refusal(text, "iphdr", "saddr").contains("no type information"));
    byte[] whole = Files.readAllBytes(TypeInformation.OF_THE_KERNEL);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 3));
    assertTrue(refusal(cut, "iphdr", "saddr").contains("cut off"));
  }

  @Test
  void neverFailsOtherwiseOnDamage() throws Exception {
    byte[] whole = Files.readAllBytes(TypeInformation.OF_THE_KERNEL);
    var random = new SplittableRandom(11);
    for (int round = 0; round < 20; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 20_000; i++) {
        damaged[24 + random.nextInt(damaged.length - 24)] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("damaged"), damaged);
      try {
        TypeInformation.read(file).offset("iphdr", "saddr");
      } catch (KernelException e) {
        assertTrue(Objects.requireNonNull(e.getMessage()).length() > 10);
      }
    }
  }
}
