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

  /// What was configured, else the data directory's. Throws IllegalArgumentException when it is not
  /// 32 bytes in base64.
  public static MasterKey load(Optional<Secret> configured, Path data) {
    return configured.map(MasterKey::of).orElseGet(() -> of(Secret.of(kept(data.resolve(FILE)))));
  }

  /// Reads 32 bytes in base64, of either alphabet.
  public static MasterKey of(Secret text) {
    var plain = text.reveal().strip().replace('-', '+').replace('_', '/');
    var key = decoded(plain);
    if (key.length == BYTES) return new MasterKey(key);
    throw new IllegalArgumentException("A master key is 32 bytes in base64");
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
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

  private static String kept(Path file) {
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
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The master key cannot be kept in " + file, e);
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
