package dev.parley.client.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps each value in a file of its own, in a directory that belongs to one client, and replaces a
/// file in one step, so that a crash leaves the old value or the new one. Where the file system
/// knows owners, the files are for their owner alone. Safe for any thread.
public final class FileStore implements Store {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ENDING = ".json";

  private final Path directory;

  private record Entry(String key, String value) {}

  private FileStore(Path directory) {
    this.directory = directory;
  }

  /// Opens a directory, which is made if it is not there.
  public static FileStore in(Path directory) {
    try {
      return new FileStore(Files.createDirectories(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<String> get(String key) {
    return read(file(key)).map(Entry::value);
  }

  @Override
  public void put(String key, String value) {
    try {
      var fresh = Files.createTempFile(directory, "new", ".tmp");
      Files.writeString(fresh, JSON.writeValueAsString(new Entry(key, value)));
      Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove(String key) {
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> entries(String prefix) {
    var found = new TreeMap<String, String>();
    try (var files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      for (var file : files) {
        read(file)
            .filter(entry -> entry.key.startsWith(prefix))
            .ifPresent(entry -> found.put(entry.key, entry.value));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file that is none of ours is no entry.
  private static Optional<Entry> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), Entry.class));
    } catch (NoSuchFileException | JacksonException ignored) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keys may be longer than names of files, and hold what those may not.
  private Path file(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var name = HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
      return directory.resolve(name + ENDING);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
