package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.store.MemoryStore;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The ways in, against a server that says yes to everyone.
class OptionsTest {
  private static final Parley.SignIn ADA = new Parley.SignIn("acme", "Ada@acme.example", "secret");

  private final MemoryStore store = new MemoryStore();
  private WaysIn server;
  private Options options;

  @BeforeEach
  void start() throws IOException {
    server = new WaysIn("one");
    options = Options.of(server.uri()).with(store);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aDeviceIsKnownAgainWhenItsPersonSignsIn() {
    Parley.signIn(options, ADA).close();
    assertThat(server.asked().getFirst().has("deviceToken")).isFalse();
    Parley.signIn(options, new Parley.SignIn("acme", "ada@ACME.example", "secret")).close();
    assertThat(server.asked().getLast().path("deviceToken").asString()).isEqualTo("one-device-1");
    Parley.signIn(options, new Parley.SignIn("acme", "bob@acme.example", "secret")).close();
    assertThat(server.asked().getLast().has("deviceToken")).isFalse();
  }

  @Test
  void aSessionIsTakenUpWithoutAPassword() {
    assertThat(Parley.resume(options)).isEmpty();
    Parley.signIn(options, ADA).close();
    try (var resumed = Parley.resume(options).orElseThrow()) {
      assertThat(resumed.accessToken()).isEqualTo("one-token-1");
      assertThat(resumed.me().displayName()).isEqualTo("Ada");
    }
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aSessionIsTakenUpByThePersonWhoseItIs() {
    Parley.signIn(options, ADA).close();
    assertThat(Parley.resume(options, "acme", "bob@acme.example")).isEmpty();
    assertThat(Parley.resume(options, "other", "ada@acme.example")).isEmpty();
    try (var resumed = Parley.resume(options, "acme", "ADA@acme.example").orElseThrow()) {
      assertThat(resumed.accessToken()).isEqualTo("one-token-1");
    }
  }

  @Test
  void aSessionThatWasAcceptedOrRenewedIsKeptWithItsTenant() {
    server.expiry = WaysIn.PAST;
    var accepted = Parley.accept(options, "acme", "invitation", "secret");
    server.expiry = WaysIn.FAR;
    assertThat(accepted.accessToken()).isEqualTo("one-token-2");
    accepted.close();
    try (var resumed = Parley.resume(options, "acme", "ada@acme.example").orElseThrow()) {
      assertThat(resumed.accessToken()).isEqualTo("one-token-2");
    }
  }

  @Test
  void whatOneServerGaveIsNotToldToAnother() throws IOException {
    try (var other = new WaysIn("other")) {
      var elsewhere = Options.of(other.uri()).with(store);
      server.expiry = WaysIn.PAST;
      Parley.signIn(options, ADA).close();
      assertThat(Parley.resume(elsewhere)).isEmpty();
      assertThat(other.asked()).isEmpty();

      Parley.signIn(elsewhere, ADA).close();
      assertThat(other.asked()).singleElement().matches(body -> !body.has("deviceToken"));
      try (var here = Parley.resume(options).orElseThrow()) {
        assertThat(here.accessToken()).isEqualTo("one-token-2");
      }
      try (var there = Parley.resume(elsewhere).orElseThrow()) {
        assertThat(there.accessToken()).isEqualTo("other-token-1");
      }
      assertThat(server.asked().getLast().path("refreshToken").asString())
          .isEqualTo("one-refresh-1");
    }
  }

  @Test
  void aServerIsTheSameHoweverItIsSpelled() {
    Parley.signIn(options, ADA).close();
    var again = URI.create(server.uri().toString().replace("http", "HTTP") + "/of/no/account");
    try (var resumed = Parley.resume(Options.of(again).with(store)).orElseThrow()) {
      assertThat(resumed.accessToken()).isEqualTo("one-token-1");
    }
    var port = server.uri().getPort();
    var secure = URI.create("https://127.0.0.1:" + port);
    assertThat(Parley.resume(Options.of(secure).with(store))).isEmpty();
  }

  @Test
  void aServerHasAName() {
    var nameless = Options.of(URI.create("chat.example")).with(store);
    assertThatThrownBy(() -> Parley.resume(nameless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://");
  }

  @Test
  void whatWasRenewedIsKept() {
    server.expiry = WaysIn.PAST;
    var first = Parley.signIn(options, ADA);
    server.expiry = WaysIn.FAR;
    assertThat(first.accessToken()).isEqualTo("one-token-2");
    first.close();
    try (var resumed = Parley.resume(options).orElseThrow()) {
      assertThat(resumed.accessToken()).isEqualTo("one-token-2");
    }
  }

  @Test
  void aSessionThatHasEndedIsForgotten() {
    server.expiry = WaysIn.PAST;
    try (var ended = Parley.signIn(options, ADA)) {
      server.status = 401;
      assertThatThrownBy(ended::accessToken).isInstanceOf(ParleyException.class);
    }
    assertThat(Parley.resume(options)).isEmpty();
    assertThat(store.entries("").keySet()).singleElement().asString().contains("/device/");
  }
}
