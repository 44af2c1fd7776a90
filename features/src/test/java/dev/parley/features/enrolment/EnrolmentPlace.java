package dev.parley.features.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.ConversationDraft;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.ConversationType;
import dev.parley.features.conversations.Participant;
import dev.parley.features.identity.Metadata;
import dev.parley.features.identity.NewPerson;
import dev.parley.features.workspaces.Membership;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A tenant with a workspace and a group in it, whose administrator owns both, and short ways to
/// what tests of enrolment do all the time.
abstract class EnrolmentPlace {
  private final Server server;
  final World world;
  final Actor ada;
  final WorkspaceId id;
  final ConversationId group;
  private int number;

  EnrolmentPlace(Server server) {
    this.server = server;
    world = server.world();
    ada = world.person("Ada", Role.ADMIN);
    id = world.workspace(ada);
    var draft =
        new ConversationDraft(
            ConversationType.GROUP, Set.of(), Optional.of("News"), Optional.of(id));
    group = server.conversations.create(ada, draft).conversation().id();
  }

  Actor newcomer(String domain, Metadata metadata) {
    var person = new NewPerson("p" + ++number + "@" + domain, "P" + number, Role.MEMBER, metadata);
    var made = server.people.create(world.tenant, person, Optional.of("x")).people().getFirst();
    return new Actor(world.tenant, made.id(), SessionId.next(), Role.MEMBER);
  }

  Actor newcomer(String domain) {
    return newcomer(domain, Metadata.NONE);
  }

  static Definition byDomain(WorkspaceRole role, ConversationId... groups) {
    return byDomain("corp.example", role, groups);
  }

  static Definition byDomain(String domain, WorkspaceRole role, ConversationId... groups) {
    var criteria = new Criteria.EmailDomain(List.of(domain));
    return new Definition("Staff", criteria, new Actions(role, List.of(groups)), true);
  }

  static Definition byName(ConversationId... groups) {
    var actions = new Actions(WorkspaceRole.MEMBER, List.of(groups));
    return new Definition("By name", new Criteria.Manual(), actions, true);
  }

  EnrolmentRules.Changed create(Definition definition) {
    var made = server.enrolmentRules.create(ada, id, definition);
    made.run().ifPresent(this::finish);
    return made;
  }

  EnrolmentRun finish(EnrolmentRun run) {
    boolean more = true;
    while (more) more = server.enrolmentRuns.step(world.tenant, run.id());
    return server.enrolmentRules.run(ada, id, run.ruleId(), run.id());
  }

  EnrolmentRun rollback(EnrolmentRule rule, int version) {
    var read = new EnrolmentRules.Read(id, rule.id(), rule.version());
    return finish(server.enrolmentRules.rollback(ada, read, version).run().orElseThrow());
  }

  Map<UserId, Membership> members() {
    var members = new HashMap<UserId, Membership>();
    var member = server.workspaces.member(ada, id).orElseThrow();
    var page = server.memberships.list(member, Optional.empty(), 500);
    page.members().forEach(one -> members.put(one.userId(), one));
    assertThat(page.hasMore()).isFalse();
    assertThat(server.workspaces.find(ada, id).orElseThrow().memberCount())
        .isEqualTo(members.size());
    return members;
  }

  Optional<WorkspaceRole> role(Actor person) {
    return Optional.ofNullable(members().get(person.user())).map(Membership::role);
  }

  boolean talks(Actor person) {
    return server.participants.list(server.conversations.member(ada, group).orElseThrow()).stream()
        .map(Participant::userId)
        .anyMatch(person.user()::equals);
  }
}
