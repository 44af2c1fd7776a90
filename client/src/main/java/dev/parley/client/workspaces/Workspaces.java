package dev.parley.client.workspaces;

import dev.parley.client.calls.Calls;
import dev.parley.client.workspaces.Workspace.Member;
import dev.parley.client.workspaces.Workspace.MemberPage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Workspaces over REST. Calls block, and throw a `ParleyException` when they are refused.
public final class Workspaces {
  private final Calls calls;

  public Workspaces(Calls calls) {
    this.calls = calls;
  }

  /// All that this person is in, by name.
  public List<Workspace> list() {
    return calls.list(calls.get("/workspaces", Map.of()), "workspaces", Workspace.class);
  }

  /// Makes a workspace that this person owns.
  public Workspace create(String name) {
    return workspace(calls.ask("POST", "/workspaces", Map.of("name", name)));
  }

  public Workspace get(UUID id) {
    return workspace(calls.get(one(id), Map.of()));
  }

  /// Gives it another name and description. For its owners and admins.
  public Workspace update(UUID id, String name, Optional<String> description) {
    var body = new HashMap<String, @Nullable Object>();
    body.put("name", name);
    body.put("description", description.orElse(null));
    return workspace(calls.ask("PUT", one(id), body));
  }

  public void delete(UUID id) {
    calls.ask("DELETE", one(id), null);
  }

  /// The first page of its members.
  public MemberPage members(UUID id, int limit) {
    return members(id, Map.of("limit", limit));
  }

  /// The page after that person.
  public MemberPage members(UUID id, int limit, UUID after) {
    return members(id, Map.of("limit", limit, "after", after));
  }

  private MemberPage members(UUID id, Map<String, ?> query) {
    return calls.read(calls.get(one(id) + "/members", query), MemberPage.class);
  }

  /// Lets people in; those who are in it stay as they are. Answers those who were named.
  public List<Member> add(UUID id, Collection<UUID> people, String role) {
    var body = Map.of("userIds", people, "role", role);
    return calls.list(calls.ask("POST", one(id) + "/members", body), "members", Member.class);
  }

  /// Gives a member another role.
  public Member change(UUID id, UUID person, String role) {
    var answer = calls.ask("PUT", one(id) + "/members/" + person, Map.of("role", role));
    return calls.read(answer.path("member"), Member.class);
  }

  /// Removes a person; oneself to leave.
  public void remove(UUID id, UUID person) {
    calls.ask("DELETE", one(id) + "/members/" + person, null);
  }

  public List<Invitation> invitations(UUID id) {
    return calls.list(calls.get(of(id), Map.of()), "invitations", Invitation.class);
  }

  public Invitation.Made invite(UUID id, Invitation.Draft draft) {
    return calls.read(calls.ask("POST", of(id), draft.body()), Invitation.Made.class);
  }

  /// Takes an invitation back.
  public void revoke(UUID id, UUID invitation) {
    calls.ask("DELETE", of(id) + "/" + invitation, null);
  }

  /// Comes in by the code of an invitation; who is in already stays as they are.
  public Workspace join(String code) {
    return workspace(calls.ask("POST", "/workspaces/join", Map.of("code", code)));
  }

  private static String one(UUID id) {
    return "/workspaces/" + id;
  }

  private static String of(UUID id) {
    return one(id) + "/invitations";
  }

  private Workspace workspace(JsonNode answer) {
    return calls.read(answer.path("workspace"), Workspace.class);
  }
}
