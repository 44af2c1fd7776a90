package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.Tokens.Kept;
import dev.parley.client.Tokens.SignedIn;
import dev.parley.client.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TokensTest {
  /// In which a session would be forgotten before its refresh is over, if it could.
  private static final Duration CHANCE = Duration.ofMillis(300);

  private static final User ADA =
      new User(
          UUID.randomUUID(),
          Optional.of("ada@acme.example"),
          "Ada",
          "member",
          Instant.EPOCH,
          Optional.empty());

  private final MemoryStore store = new MemoryStore();

  private static Kept session(String token) {
    var session = new SignedIn(token, Instant.EPOCH, "refresh", UUID.randomUUID(), null, ADA);
    return new Kept("acme", session);
  }

  private Tokens tokens(UnaryOperator<SignedIn> exchange) {
    var first = session("first");
    Tokens.keep(store, first);
    return new Tokens(first, InstantSource.system(), exchange, store);
  }

  @Test
  void aRefreshUnderWayDoesNotKeepWhatIsForgotten() throws InterruptedException {
    var forgetting = new CompletableFuture<Thread>();
    var forget = new CompletableFuture<Runnable>();
    var tokens =
        tokens(ignored -> {
          var thread = Thread.ofPlatform().start(forget.join());
          join(thread, CHANCE);
          forgetting.complete(thread);
          return session("second").session();
        });
    forget.complete(tokens::forget);
    assertThat(tokens.refresh("first")).isEqualTo("second");
    forgetting.join().join();
    assertThat(tokens.present()).isFalse();
    assertThat(Tokens.kept(store)).isEmpty();
  }

  private static void join(Thread thread, Duration most) {
    try {
      thread.join(most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSessionThatIsOverLeavesALaterOneAlone() {
    var tokens = tokens(UnaryOperator.identity());
    tokens.forget();
    Tokens.keep(store, session("second"));
    assertThatThrownBy(() -> tokens.refresh("first")).isInstanceOf(ParleyException.class);
    tokens.forget();
    assertThat(Tokens.kept(store)).map(kept -> kept.session().token()).contains("second");
  }
}
