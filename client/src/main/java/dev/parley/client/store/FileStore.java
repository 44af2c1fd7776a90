package dev.parley.client.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps each value in a file of its own, in a directory that belongs to one client. A value is on
/// the disk before it takes the place of the old one, in one step, so that a crash leaves the one
/// or the other. Where the file system knows owners, the files are for their owner alone. What is
/// in the directory and none of its entries is left alone, and what a crash left half written is
/// removed when it is opened. Safe for any thread.
public final class FileStore implements Store {
  private static final System.Logger LOG = System.getLogger(FileStore.class.getName());
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ENDING = ".json";

  /// Of what is not written to its end yet.
  private static final String BEGINNING = "new";

  private static final String UNFINISHED = ".tmp";

  private final Path directory;

  private record Entry(String key, String value) {
    Entry {
      requireNonNull(key);
      requireNonNull(value);
    }
  }

  private FileStore(Path directory) {
    this.directory = directory;
  }

  /// Opens a directory, which is made if it is not there.
  public static FileStore in(Path directory) {
    try {
      Files.createDirectories(directory);
      clear(directory);
      return new FileStore(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path directory) throws IOException {
    try (var files = Files.newDirectoryStream(directory, BEGINNING + "*" + UNFINISHED)) {
      for (var file : files) if (Files.isRegularFile(file)) Files.deleteIfExists(file);
    }
  }

  @Override
  public Optional<String> get(String key) {
    return read(file(key)).filter(entry -> entry.key.equals(key)).map(Entry::value);
  }

  @Override
  public void put(String key, String value) {
    try {
      var fresh = Files.createTempFile(directory, BEGINNING, UNFINISHED);
      try {
        write(fresh, JSON.writeValueAsBytes(new Entry(key, value)));
        Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (var left = ByteBuffer.wrap(content); left.hasRemaining(); ) channel.write(left);
      channel.force(true);
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
            .filter(entry -> entry.key.startsWith(prefix) && file(entry.key).equals(file))
            .ifPresent(entry -> found.put(entry.key, entry.value));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file that is none of ours, or that cannot be read, is no entry, and costs the others
  /// nothing.
  private static Optional<Entry> read(Path file) {
    try {
      return Optional.ofNullable(JSON.readValue(Files.readString(file), Entry.class));
    } catch (NoSuchFileException | JacksonException ignored) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "A file in the store cannot be read", e);
      return Optional.empty();
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
