package dev.parley.features.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Sealer;
import dev.parley.platform.secrets.Secret;
import dev.parley.platform.secrets.Tokens;
import dev.parley.testkit.ManualClock;
import dev.parley.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  private static final int NODES = 6;
  private static final String ISSUER = "parley";

  private final Secret master = MasterKey.generate();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final Actor actor =
      new Actor(TenantId.next(), UserId.next(), SessionId.next(), Role.MEMBER);
  private TestPostgres postgres;

  @BeforeEach
  void open() {
    postgres = TestPostgres.create();
  }

  @AfterEach
  void close() {
    postgres.close();
  }

  private SigningKeys node(Secret key) {
    return new SigningKeys(postgres.database(), new Sealer(MasterKey.of(key)), clock);
  }

  private Tokens tokens(SigningKeys keys) {
    return new Tokens(ISSUER, keys, clock);
  }

  @Test
  void nodesThatStartAtOnceAgreeOnOneKey() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starting =
          IntStream.range(0, NODES)
              .mapToObj(_ -> CompletableFuture.supplyAsync(() -> node(master), threads))
              .toList();
      var ids = starting.stream().map(CompletableFuture::join).map(keys -> keys.signing().id());
      assertThat(ids.distinct()).hasSize(1);
    }
  }

  @Test
  void aRestartKeepsTheKey() {
    var token = tokens(node(master)).issue(actor).token().reveal();
    assertThat(tokens(node(master)).verify(token).actor()).isEqualTo(actor);
  }

  @Test
  void theSecretHalfIsSealedAtRest() {
    node(master);
    var root = postgres.superuser();
    var sealed =
        Jdbi.create(root.jdbcUrl(), root.user(), root.password())
            .withHandle(
                sql -> sql.createQuery("select sealed from signing_key").mapTo(String.class).one());
    assertThat(sealed).startsWith("v1.").doesNotContain("\"d\"");
  }

  @Test
  void theKeyIsReplacedWithNoticeAndTheOldOneStillVerifies() {
    var keys = node(master);
    var first = keys.signing().id();
    clock.advance(SigningKeys.ROTATION);
    keys.refresh();
    assertThat(keys.signing().id()).isEqualTo(first);
    assertThat(Json.tree(keys.published()).path("keys").size()).isEqualTo(2);
    var last = tokens(keys).issue(actor).token().reveal();
    clock.advance(SigningKeys.NOTICE);
    assertThat(keys.signing().id()).isNotEqualTo(first);
    assertThat(tokens(keys).verify(last).actor()).isEqualTo(actor);
  }

  @Test
  void aKeyIsForgottenAfterItsTime() {
    var keys = node(master);
    var first = keys.signing().id();
    for (int i = 0; i < 3; i++) {
      clock.advance(SigningKeys.ROTATION.plus(Duration.ofHours(1)));
      keys.refresh();
    }
    assertThat(keys.verifying(first)).isEmpty();
    assertThat(keys.published()).doesNotContain("\"d\":");
  }

  @Test
  void aNodeWithAnotherMasterKeySignsWithItsOwnAndVerifiesAll() {
    var here = node(master);
    var there = node(MasterKey.generate());
    assertThat(there.signing().id()).isNotEqualTo(here.signing().id());
    var token = tokens(there).issue(actor).token().reveal();
    assertThat(tokens(here).verify(token).actor()).isEqualTo(actor);
  }
}
