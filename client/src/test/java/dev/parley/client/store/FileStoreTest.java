package dev.parley.client.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends StoreContract {
  @TempDir Path directory;

  @Override
  Store store() {
    return FileStore.in(directory.resolve("mine"));
  }

  @Test
  void theNextOneFindsWhatTheLastOneKept() {
    store().put("a", "one");
    assertThat(store().get("a")).contains("one");
  }

  @Test
  void itsFilesAreForTheirOwnerAlone() throws IOException {
    store().put("a", "one");
    try (var files = Files.list(directory.resolve("mine"))) {
      for (var file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void aFileOfSomeoneElseIsNoEntry() throws IOException {
    var store = store();
    Files.writeString(directory.resolve("mine").resolve("other.json"), "not ours");
    store.put("a", "one");
    assertThat(store.entries("")).hasSize(1);
  }
}
