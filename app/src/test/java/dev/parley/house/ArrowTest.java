package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// The classes use each other as ARCHITECTURE.md says, and in no other way.
class ArrowTest {
  private static final ArrowTable TABLE =
      ArrowTable.read(Repository.here().read("ARCHITECTURE.md"));
  private static final Uses USES = Uses.ofMainClasses();

  @Test
  void noPackageUsesAnotherWithoutARow() {
    assertThat(TABLE.forbidden(USES.all())).isEmpty();
  }

  @Test
  void theTableHasNoCycle() {
    assertThat(TABLE.cycle()).isEmpty();
  }

  @Test
  void theTableAndThePackagesAreTheSame() {
    assertThat(TABLE.unknown(USES.packages())).isEmpty();
  }

  /// Libraries are used by others, testkit by tests, and a program's entry by the JVM.
  @Test
  void everyClassOfTheServerIsUsedByAnother() {
    var published =
        Set.of(
            "dev.parley.protocol",
            "dev.parley.client",
            "dev.parley.client.store",
            "dev.parley.crdt",
            "dev.parley.crdt.codec",
            "dev.parley.crdt.ids",
            "dev.parley.crdt.sync",
            "dev.parley.crdt.update",
            "dev.parley.testkit",
            "dev.parley.app",
            "dev.parley.bench");
    assertThat(USES.unused(published)).isEmpty();
  }

  @Test
  void driversStayHome() {
    assertThat(TABLE.strays(USES.all())).isEmpty();
  }
}
