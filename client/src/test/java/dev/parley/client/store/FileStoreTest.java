package dev.parley.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not ours",
        "null",
        "{}",
        "[1]",
        "{\"key\": \"b\"}",
        "{\"key\": null, \"value\": \"x\"}",
        "{\"name\": \"package\", \"version\": \"1.0.0\"}",
        "{\"key\": \"b\", \"value\": \"in a file that is not that key's\"}"
      })
  void aFileOfSomeoneElseIsNoEntry(String content) throws IOException {
    var store = store();
    store.put("a", "one");
    Files.writeString(mine("other.json"), content);
    assertThat(store.entries("")).containsOnly(entry("a", "one"));
    assertThat(mine("other.json")).hasContent(content);
  }

  @Test
  void aFileThatIsNoTextOrNoFileIsNoEntry() throws IOException {
    var store = store();
    store.put("a", "one");
    Files.write(mine("binary.json"), new byte[] {'"', (byte) 0xc3, 0x28, '"'});
    Files.createDirectory(mine("folder.json"));
    assertThat(store.entries("")).containsOnly(entry("a", "one"));
  }

  @Test
  void anEntryThatWasSpoiledIsNoneUntilItIsPutAgain() throws IOException {
    var store = store();
    store.put("a", "one");
    store.put("b", "two");
    Files.write(fileWith("one"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(store.get("a")).isEmpty();
    assertThat(store.entries("")).containsOnly(entry("b", "two"));
    store.put("a", "again");
    assertThat(store.get("a")).contains("again");
  }

  @Test
  void whatACrashLeftHalfWrittenIsRemovedAtOpening() throws IOException {
    store().put("a", "one");
    Files.writeString(mine("new123.tmp"), "{\"key\":\"a\",\"val");
    Files.writeString(mine("notes.tmp"), "of someone else");
    assertThat(store().get("a")).contains("one");
    assertThat(mine("new123.tmp")).doesNotExist();
    assertThat(mine("notes.tmp")).exists();
  }

  @Test
  void aWriteThatFailsLeavesNothingBehind() throws IOException {
    var store = store();
    store.put("a", "one");
    var file = fileWith("one");
    Files.delete(file);
    Files.createDirectories(file.resolve("in the way"));
    assertThatThrownBy(() -> store.put("a", "two")).isInstanceOf(UncheckedIOException.class);
    try (var files = Files.list(directory.resolve("mine"))) {
      assertThat(files).containsExactly(file);
    }
  }

  private Path mine(String name) {
    return directory.resolve("mine").resolve(name);
  }

  private Path fileWith(String content) throws IOException {
    try (var files = Files.list(directory.resolve("mine"))) {
      return files.filter(file -> contentOf(file).contains(content)).findFirst().orElseThrow();
    }
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
