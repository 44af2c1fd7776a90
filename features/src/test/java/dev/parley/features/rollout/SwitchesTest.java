package dev.parley.features.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import dev.parley.features.rollout.FeatureSwitch.Draft;
import dev.parley.features.rollout.FeatureSwitch.OfPerson;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SwitchesTest {
  private static final SwitchKey KEY = new SwitchKey("search.semantic");
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Server SERVER = new Server();

  private final World world = SERVER.world();
  private final Actor root = world.person("Root", Role.ADMIN);
  private final Actor ada = world.person("Ada");
  private final Switches switches = SERVER.rollout.switches();

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static Draft draft(SwitchState state) {
    return new Draft("", new Setting(state, List.of(), 0));
  }

  private static Draft phased(double percentage, RolloutGroup... groups) {
    return new Draft("", new Setting(SwitchState.PHASED, List.of(groups), percentage));
  }

  private @Nullable Decision decision(Actor person) {
    return SERVER.rollout.features().seen(person).features().get(KEY.value());
  }

  private void awaitDecision(Actor person, boolean value, Reason reason) {
    var expected = new Decision(value, reason);
    Await.until("decided", SOON, () -> expected.equals(decision(person)));
  }

  @Test
  void whatIsSaidForOneGoesBeforeTheSwitchAndThatBeforeTheOperatorsWord() {
    assertThat(decision(ada)).isNull();
    var tenant = Optional.of(world.tenant);
    SERVER.switchDesk.set(tenant, KEY, Setting.on());
    awaitDecision(ada, true, Reason.STATIC);
    switches.put(root, KEY, 0, draft(SwitchState.OFF));
    awaitDecision(ada, false, Reason.DISABLED);
    switches.decide(root, KEY, new OfPerson(ada.user(), true));
    awaitDecision(ada, true, Reason.TARGETING_MATCH);
    assertThat(decision(root)).isEqualTo(new Decision(false, Reason.DISABLED));
    switches.undecide(root, KEY, ada.user());
    awaitDecision(ada, false, Reason.DISABLED);
    switches.delete(root, KEY);
    awaitDecision(ada, true, Reason.STATIC);
    SERVER.switchDesk.clear(tenant, KEY);
    Await.until("nobody says anything", SOON, () -> decision(ada) == null);
  }

  @Test
  void theOperatorsWordForATenantGoesBeforeThatForAll() {
    var key = new SwitchKey("for.all");
    SERVER.switchDesk.set(Optional.empty(), key, Setting.on());
    SERVER.switchDesk.set(Optional.of(world.tenant), key, Setting.off());
    var other = SERVER.world().person("Eve");
    Await.until(
        "both are known",
        SOON,
        () -> value(ada, key).equals(Optional.of(false)) && value(other, key).orElse(false));
    SERVER.switchDesk.clear(Optional.empty(), key);
    Await.until("taken back", SOON, () -> value(other, key).isEmpty());
  }

  private static Optional<Boolean> value(Actor person, SwitchKey key) {
    var seen = SERVER.rollout.features().seen(person).features();
    return Optional.ofNullable(seen.get(key.value())).map(Decision::value);
  }

  @Test
  void groupsHaveItInTheirPhase() {
    var bob = world.person("Bob");
    SERVER.rollout.groups().put(root, ada.user(), RolloutGroup.INTERNAL);
    SERVER.rollout.groups().put(root, bob.user(), RolloutGroup.BETA);
    switches.put(root, KEY, 0, phased(0, RolloutGroup.INTERNAL));
    awaitDecision(ada, true, Reason.TARGETING_MATCH);
    awaitDecision(bob, false, Reason.DEFAULT);
    switches.put(root, KEY, 1, phased(0, RolloutGroup.BETA));
    awaitDecision(bob, true, Reason.TARGETING_MATCH);
    assertThat(decision(root)).isEqualTo(new Decision(false, Reason.DEFAULT));
    switches.put(root, KEY, 2, phased(100, RolloutGroup.BETA));
    awaitDecision(root, true, Reason.SPLIT);
    SERVER.rollout.groups().put(root, ada.user(), RolloutGroup.GENERAL);
    awaitDecision(ada, true, Reason.SPLIT);
  }

  @Test
  void aStaleWriterIsToldTheVersion() {
    switches.put(root, KEY, 0, draft(SwitchState.ON));
    assertThat(World.refusal(() -> switches.put(root, KEY, 0, draft(SwitchState.OFF))))
        .isEqualTo("stale");
    switches.delete(root, KEY);
    switches.put(root, KEY, 0, draft(SwitchState.ON));
    assertThat(World.refusal(() -> switches.put(root, KEY, 1, draft(SwitchState.OFF))))
        .as("a version is never used again")
        .isEqualTo("stale");
    assertThat(switches.find(root, KEY).of().version()).isEqualTo(2);
  }

  @Test
  void everyChangeIsWrittenDownAndStaysAsItIs() {
    switches.put(root, KEY, 0, draft(SwitchState.ON));
    switches.decide(root, KEY, new OfPerson(ada.user(), false));
    SERVER.switchDesk.set(Optional.of(world.tenant), KEY, Setting.on());
    var changes = switches.changes(root, KEY, Optional.empty(), 10);
    assertThat(changes)
        .extracting(Switches.Change::kind)
        .containsExactly("default", "person", "switch");
    assertThat(changes.get(0).changedBy()).isEmpty();
    assertThat(changes.get(1).changedBy()).contains(root.user());
    assertThat(changes.get(1).userId()).contains(ada.user());
    assertThat(changes.get(2).before()).isEmpty();
    var page = switches.changes(root, KEY, Optional.of(changes.get(0).id()), 1);
    assertThat(page).containsExactly(changes.get(1));
    for (var statement :
        List.of(
            "delete from feature_switch_change", "update feature_switch_change set key = 'x'")) {
      assertThatThrownBy(() -> SERVER.database.in(world.tenant, tx -> tx.sql().execute(statement)))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void whoWasPutIntoWhichGroupIsWrittenDown() {
    var groups = SERVER.rollout.groups();
    groups.put(root, ada.user(), RolloutGroup.BETA);
    groups.put(root, ada.user(), RolloutGroup.INTERNAL);
    switches.put(root, KEY, 0, draft(SwitchState.ON));
    var changes = groups.changes(root, Optional.empty(), 10);
    assertThat(changes).extracting(Switches.Change::kind).containsOnly("group");
    assertThat(changes)
        .extracting(one -> one.after().orElseThrow().stringValue())
        .containsExactly("internal", "beta");
    assertThat(changes.getFirst().before().orElseThrow().stringValue()).isEqualTo("beta");
    assertThat(changes.getFirst().userId()).contains(ada.user());
    assertThat(changes.getFirst().changedBy()).contains(root.user());
    assertThat(groups.changes(root, Optional.of(changes.getFirst().id()), 10))
        .containsExactly(changes.getLast());
    assertThat(World.refusal(() -> groups.changes(ada, Optional.empty(), 10)))
        .isEqualTo("forbidden");
  }

  @Test
  void whatWasChangedIsForgottenInTimeExceptTheNewest() {
    int more = Rollout.CHANGES_ALWAYS + 5;
    for (int version = 0; version < more; version++) {
      switches.put(root, KEY, version, draft(version % 2 == 0 ? SwitchState.ON : SwitchState.OFF));
    }
    var now = Instant.now();
    assertThat(Rollout.sweep(SERVER.database, now)).isZero();
    Rollout.sweep(SERVER.database, now.plus(Rollout.CHANGES_KEPT).plusSeconds(60));
    assertThat(switches.changes(root, KEY, Optional.empty(), 2 * more))
        .hasSize(Rollout.CHANGES_ALWAYS)
        .first()
        .satisfies(one -> assertThat(one.version()).contains(more));
  }

  @Test
  void everyoneOfTheTenantHearsOfAChangeAndNobodyElse() {
    switches.put(root, KEY, 0, draft(SwitchState.ON));
    SERVER.rollout.groups().put(root, ada.user(), RolloutGroup.BETA);
    var topic = Topic.tenant(world.tenant.value());
    assertThat(world.types(topic)).containsExactly("feature.changed", "feature.changed");
    assertThat(world.events(topic).getFirst().payload())
        .isEqualTo("{\"key\":\"search.semantic\",\"version\":1}");
    assertThat(SERVER.grants.grant(ada, topic)).isEqualTo(Grant.FULL);
    var eve = SERVER.world().person("Eve", Role.OWNER);
    assertThat(SERVER.grants.grant(eve, topic)).isEqualTo(Grant.NONE);
  }

  @Test
  void changesJoinTheTransactionOfTheirRequest() {
    var person = new OfPerson(ada.user(), true);
    SERVER.database.in(
        world.tenant,
        _ -> {
          switches.put(root, KEY, 0, draft(SwitchState.OFF));
          switches.decide(root, KEY, person);
          assertThat(switches.find(root, KEY).people()).containsExactly(person);
          return true;
        });
    awaitDecision(ada, true, Reason.TARGETING_MATCH);
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    switches.put(root, KEY, 0, draft(SwitchState.ON));
    var eve = SERVER.world().person("Eve", Role.OWNER);
    assertThat(World.refusal(() -> switches.find(eve, KEY))).isEqualTo("not_found");
    assertThat(switches.changes(eve, KEY, Optional.empty(), 10)).isEmpty();
    assertThat(World.refusal(() -> switches.decide(root, KEY, new OfPerson(eve.user(), true))))
        .isEqualTo("not_found");
    assertThat(
            World.refusal(() -> SERVER.rollout.groups().put(root, eve.user(), RolloutGroup.BETA)))
        .isEqualTo("not_found");
    awaitDecision(ada, true, Reason.STATIC);
    assertThat(decision(eve)).isNull();
  }

  @Test
  void onlyAdministratorsSeeAndChangeSwitches() {
    for (var call :
        List.<Runnable>of(
            () -> switches.list(ada),
            () -> switches.find(ada, KEY),
            () -> switches.put(ada, KEY, 0, draft(SwitchState.ON)),
            () -> switches.delete(ada, KEY),
            () -> switches.decide(ada, KEY, new OfPerson(ada.user(), true)),
            () -> switches.undecide(ada, KEY, ada.user()),
            () -> switches.changes(ada, KEY, Optional.empty(), 1),
            () -> SERVER.rollout.groups().list(ada),
            () -> SERVER.rollout.groups().put(ada, ada.user(), RolloutGroup.BETA))) {
      assertThat(World.refusal(call)).isEqualTo("forbidden");
    }
  }

  @Test
  void aTenantHasNoMoreSwitchesThanItMay() {
    for (int i = 0; i < Switches.OF_TENANT_MAX; i++) {
      switches.put(root, new SwitchKey("s" + i), 0, draft(SwitchState.ON));
    }
    assertThat(World.refusal(() -> switches.put(root, KEY, 0, draft(SwitchState.ON))))
        .isEqualTo("conflict");
    switches.put(root, new SwitchKey("s0"), 1, draft(SwitchState.OFF));
  }

  @Test
  void openFeatureIsAnsweredInItsOwnErrorCodes() {
    switches.put(root, KEY, 0, draft(SwitchState.ON));
    awaitDecision(ada, true, Reason.STATIC);
    var client = SERVER.rollout.features().client();
    var tenant = Map.of("tenant", new Value(world.tenant.toString()));
    var context = new ImmutableContext(ada.user().toString(), tenant);
    var on = client.getBooleanDetails(KEY.value(), false, context);
    assertThat(on.getValue()).isTrue();
    assertThat(on.getReason()).isEqualTo("STATIC");
    assertThat(client.getBooleanDetails("none.such", true, context).getErrorCode())
        .isEqualTo(ErrorCode.FLAG_NOT_FOUND);
    assertThat(client.getStringDetails(KEY.value(), "x", context).getErrorCode())
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
    assertThat(client.getIntegerDetails("none.such", 1, context).getErrorCode())
        .isEqualTo(ErrorCode.FLAG_NOT_FOUND);
    assertThat(client.getBooleanDetails("realtime", true, context).getReason())
        .isEqualTo("DEFAULT");
    var nobody = new ImmutableContext(tenant);
    assertThat(client.getBooleanDetails(KEY.value(), true, nobody).getErrorCode())
        .isEqualTo(ErrorCode.TARGETING_KEY_MISSING);
    var nowhere = new ImmutableContext(ada.user().toString());
    assertThat(client.getBooleanDetails(KEY.value(), true, nowhere).getErrorCode())
        .isEqualTo(ErrorCode.INVALID_CONTEXT);
  }

  @Test
  void whoMustNotWaitGetsTheDefaultUntilTheRulesAreRead() {
    switches.put(root, KEY, 0, draft(SwitchState.ON));
    var fresh = SERVER.world();
    var eve = fresh.person("Eve");
    var tenant = Map.of("tenant", new Value(fresh.tenant.toString()));
    var context = new ImmutableContext(eve.user().toString(), tenant);
    var client = SERVER.rollout.features().client();
    var first = new AtomicReference<ErrorCode>();
    var thread =
        Thread.ofPlatform()
            .start(() ->
                first.set(client.getBooleanDetails("realtime", true, context).getErrorCode()));
    Await.until("answered", SOON, () -> !thread.isAlive());
    assertThat(first.get()).isEqualTo(ErrorCode.PROVIDER_NOT_READY);
    Await.until(
        "read behind it",
        SOON,
        () -> client.getBooleanDetails("realtime", true, context).getErrorCode() == null);
  }

  @Test
  void listenersOfOpenFeatureHearOfAChange() {
    var heard = ConcurrentHashMap.<String>newKeySet();
    SERVER
        .rollout
        .features()
        .client()
        .onProviderConfigurationChanged(told -> heard.add(String.valueOf(told.getMessage())));
    switches.put(root, KEY, 0, draft(SwitchState.ON));
    var message = "Switches of tenant: " + world.tenant;
    Await.until("told", SOON, () -> heard.contains(message));
  }
}
