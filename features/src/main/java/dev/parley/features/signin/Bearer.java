package dev.parley.features.signin;

import dev.parley.platform.kernel.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// An opaque token that opens something to whoever holds it: the tenant's id, by which it can be
/// looked up under row-level security, and 256 random bits. Only its hash is kept.
record Bearer(TenantId tenant, String text) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TENANT_BYTES = 16;
  private static final int RANDOM_BYTES = 32;

  static Bearer create(TenantId tenant) {
    var random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    var bytes = ByteBuffer.allocate(TENANT_BYTES + RANDOM_BYTES);
    bytes.putLong(tenant.value().getMostSignificantBits());
    bytes.putLong(tenant.value().getLeastSignificantBits());
    bytes.put(random);
    return new Bearer(
        tenant, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
  }

  /// Reads what a client sent; anything that we cannot have made is empty.
  static Optional<Bearer> read(String text) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != TENANT_BYTES + RANDOM_BYTES) return Optional.empty();
      return Optional.of(
          new Bearer(new TenantId(new UUID(bytes.getLong(), bytes.getLong())), text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  String hash() {
    return hash(text);
  }

  /// SHA-256, in hex: fit for what has enough randomness of its own.
  static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Bearer[" + tenant + "]";
  }
}
