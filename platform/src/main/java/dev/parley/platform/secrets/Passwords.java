package dev.parley.platform.secrets;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.parley.protocol.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Hashes passwords with Argon2id and checks them. At most [#RUNNING_MAX] at once, on threads of
/// their own, since each fills a processor and much memory; who would wait too long is refused with
/// `rate_limited`. Safe for any thread; blocks.
public final class Passwords implements AutoCloseable {
  public static final int LENGTH_MIN = 8;
  public static final int LENGTH_MAX = 256;

  /// Argon2id with 19 MiB and two passes, which OWASP gives as the least.
  public static final int MEMORY_KIB = 19_456;

  public static final int PASSES = 2;
  public static final int LANES = 1;
  public static final int HASH_BYTES = 32;
  public static final int SALT_BYTES = 16;

  /// Hashes at once.
  public static final int RUNNING_MAX = 2;

  /// How long a caller waits for its turn.
  public static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Set<String> COMMON = common();

  private final Argon2Function argon =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  private final Semaphore turns = new Semaphore(RUNNING_MAX, true);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          RUNNING_MAX, Thread.ofPlatform().name("password-", 0).daemon().factory());
  private final String nobodys = hashed(RandomToken.next().reveal());

  /// The hash of a new password, in PHC form. Refuses with `unprocessable` what is too short, too
  /// long or among the most common.
  public String hash(String password) {
    weakness(password)
        .ifPresent(detail -> {
          throw new Problem.Unprocessable("password", detail).refused();
        });
    var text = normal(password);
    return inTurn(() -> hashed(text));
  }

  /// Why a password would be refused; empty when it would not.
  public static Optional<String> weakness(String password) {
    var text = normal(password);
    int length = text.codePointCount(0, text.length());
    if (length < LENGTH_MIN) return Optional.of("At least " + LENGTH_MIN + " characters");
    if (length > LENGTH_MAX) return Optional.of("At most " + LENGTH_MAX + " characters");
    boolean one = text.codePoints().distinct().count() == 1;
    return one || COMMON.contains(text.toLowerCase(Locale.ROOT))
        ? Optional.of("Among the first that anyone would guess")
        : Optional.empty();
  }

  /// Whether it is the password. Where there is no hash, the work is done all the same, so that the
  /// time does not tell who exists.
  public boolean matches(Optional<String> hash, String password) {
    var text = normal(password);
    var against = hash.orElse(nobodys);
    if (text.length() > 2 * LENGTH_MAX) return false;
    boolean matches =
        inTurn(() -> Argon2Function.getInstanceFromHash(against).check(text, against));
    return matches && hash.isPresent();
  }

  private String hashed(String text) {
    return Password.hash(text).addRandomSalt(SALT_BYTES).with(argon).getResult();
  }

  private <T> T inTurn(Callable<T> work) {
    try {
      if (!turns.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Problem.RateLimited(RETRY_AFTER).refused();
      }
      try {
        return threads.submit(work).get();
      } finally {
        turns.release();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A password could not be hashed", e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Problem.Unavailable("The server is going away").refused();
    }
  }

  /// One form for what looks alike, whatever keyboard it came from.
  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  private static Set<String> common() {
    try (InputStream in = Passwords.class.getResourceAsStream("common-passwords.txt")) {
      if (in == null) throw new IllegalStateException("Missing from the build: common-passwords");
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(String::strip).collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
