package dev.parley.platform.secrets;

import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Seals values under the master key with AES-256-GCM. What is sealed is bound to its place, the
/// `context`, so that it cannot be moved to another row. The sealed form names its key, so that one
/// sealed under another key is told apart from one that was tampered with. Safe for any thread.
public final class Sealer {
  private static final String VERSION = "v1";
  private static final int KEY_NAME_BYTES = 4;

  private final AesGcmJce aead;
  private final String prefix;

  public Sealer(MasterKey key) {
    try {
      AeadConfig.register();
      var bytes = key.bytes();
      aead = new AesGcmJce(bytes);
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      prefix =
          VERSION + '.' + HexFormat.of().formatHex(Arrays.copyOf(digest, KEY_NAME_BYTES)) + '.';
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The master key cannot be used", e);
    }
  }

  public Sealed seal(String text, String context) {
    try {
      var sealed = aead.encrypt(bytes(text), bytes(context));
      return new Sealed(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot seal", e);
    }
  }

  /// The text; empty when it was sealed under another master key. Throws IllegalStateException when
  /// it was tampered with or moved.
  public Optional<String> open(Sealed sealed, String context) {
    if (!sealed.text().startsWith(prefix)) return Optional.empty();
    try {
      var box = Base64.getUrlDecoder().decode(sealed.text().substring(prefix.length()));
      return Optional.of(new String(aead.decrypt(box, bytes(context)), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException("What was sealed has been changed", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
