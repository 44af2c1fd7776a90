package dev.parley.platform.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// The 256-bit key under which everything else is sealed: given by the operator, or made at the
/// first start and kept in the data directory, readable by the server's user alone.
public final class MasterKey {
  private static final int BYTES = 32;
  private static final String FILE = "master.key";

  private final byte[] key;

  private MasterKey(byte[] key) {
    this.key = key;
  }

  /// What was configured, else the data directory's, which is made when it is missing. Throws
  /// IllegalArgumentException when it is not 32 bytes in base64, and UncheckedIOException when it
  /// cannot be read.
  public static MasterKey load(Optional<Secret> configured, Path data) {
    return configured.map(MasterKey::of).orElseGet(() -> kept(file(data)));
  }

  /// The same, but makes none: empty where there is no key yet.
  public static Optional<MasterKey> find(Optional<Secret> configured, Path data) {
    if (configured.isPresent()) return configured.map(MasterKey::of);
    var file = file(data);
    return Files.notExists(file) ? Optional.empty() : Optional.of(read(file));
  }

  /// Where a data directory keeps its key.
  public static Path file(Path data) {
    return data.resolve(FILE);
  }

  /// Whether the text is a key.
  public static boolean fits(Secret text) {
    return bytes(text).length == BYTES;
  }

  /// Reads 32 bytes in base64, of either alphabet.
  public static MasterKey of(Secret text) {
    var key = bytes(text);
    if (key.length == BYTES) return new MasterKey(key);
    throw new IllegalArgumentException("A master key is 32 bytes in base64");
  }

  private static byte[] bytes(Secret text) {
    try {
      return Base64.getDecoder().decode(text.reveal().strip().replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  /// For tests and for operators who need a new one.
  public static Secret generate() {
    var key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return Secret.of(Base64.getEncoder().encodeToString(key));
  }

  private static MasterKey kept(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var owner =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (var out = Files.newByteChannel(file, options, owner)) {
        out.write(ByteBuffer.wrap(generate().reveal().getBytes(StandardCharsets.US_ASCII)));
      } catch (FileAlreadyExistsException _) {
        // Made by an earlier start.
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The master key cannot be kept in " + file, e);
    }
    return read(file);
  }

  private static MasterKey read(Path file) {
    try {
      var text = Secret.of(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (fits(text)) return of(text);
      throw new IllegalArgumentException(file + " does not hold 32 bytes in base64");
    } catch (IOException e) {
      throw new UncheckedIOException("The master key cannot be read from " + file, e);
    }
  }

  byte[] bytes() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "***";
  }
}
