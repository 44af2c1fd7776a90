package dev.parley.app.demo;

import dev.parley.features.boards.Boards;
import dev.parley.features.conversations.ConversationDraft;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.ConversationType;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.conversations.Watermarks;
import dev.parley.features.identity.NewPerson;
import dev.parley.features.identity.People;
import dev.parley.features.messages.Message;
import dev.parley.features.messages.MessageDraft;
import dev.parley.features.messages.Messages;
import dev.parley.features.messages.Sent;
import dev.parley.features.tasks.Tasks;
import dev.parley.features.tenants.Tenants;
import dev.parley.features.workspaces.Memberships;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// The demo's tenant: its people, what they have said to each other and what they have to do.
/// Filling it again finds everything there and changes nothing.
public final class Demo {
  public static final String TENANT = "demo";
  public static final String PASSWORD = "coffee at the whiteboard";

  /// Whom the visitor signs in as.
  public static final String HOST = "Wei Chen";

  private static final List<String> TRANSCRIPTS =
      List.of(
          "engineering-review",
          "taskflow-realtime-review",
          "direct-isabella-wei",
          "direct-marcus-wei",
          "direct-priya-wei",
          "collaboration-backend-review");

  private static final String PLAN = "collaboration-backend-board";

  /// The doors that the demo goes through, like everybody.
  public record Doors(
      Tenants tenants,
      People people,
      Conversations conversations,
      Messages messages,
      Watermarks watermarks) {}

  /// The doors to what people have to do.
  public record Work(Workspaces workspaces, Memberships memberships, Boards boards, Tasks tasks) {}

  private final Map<String, Transcript> transcripts = new LinkedHashMap<>();
  private final Plan plan = Plan.parse(read(PLAN));

  public Demo() {
    for (var name : TRANSCRIPTS) transcripts.put(name, Transcript.parse(read(name)));
  }

  private static String read(String name) {
    try (var in = Demo.class.getResourceAsStream(name + ".txt")) {
      if (in == null) throw new IllegalStateException("No transcript " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everyone who speaks, the host first.
  public List<String> names() {
    var names =
        transcripts.values().stream()
            .flatMap(transcript -> transcript.people().stream())
            .map(Transcript.Person::name)
            .distinct()
            .sorted()
            .collect(Collectors.toCollection(ArrayList::new));
    names.remove(HOST);
    names.addFirst(HOST);
    return List.copyOf(names);
  }

  Plan plan() {
    return plan;
  }

  public static String email(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@demo.example";
  }

  /// Fills the tenant with what is missing.
  public void fill(Doors doors, Work work) {
    var tenant =
        doors
            .tenants()
            .bySlug(TENANT)
            .orElseGet(() -> doors.tenants().create(TENANT, "Parley demo"))
            .id();
    var cast = cast(doors, tenant);
    var said = new HashMap<Spoken, Message>();
    transcripts.forEach((name, transcript) -> said.putAll(play(doors, cast, name, transcript)));
    new Planning(work, cast.of(HOST), cast.actors(), said).fill(plan);
  }

  private Cast cast(Doors doors, TenantId tenant) {
    var missing =
        names().stream()
            .filter(name -> doors.people().byEmail(tenant, email(name)).isEmpty())
            .map(name -> new NewPerson(email(name), name, role(name)))
            .toList();
    if (!missing.isEmpty()) {
      doors.people().createAll(tenant, missing, Optional.of(PASSWORD));
    }
    var actors = new HashMap<String, Actor>();
    for (var name : names()) {
      var person = doors.people().byEmail(tenant, email(name)).orElseThrow().person();
      actors.put(name, new Actor(tenant, person.id(), SessionId.next(), person.role()));
    }
    return new Cast(actors);
  }

  /// The people by name, ready to act.
  private record Cast(Map<String, Actor> actors) {
    Actor of(String name) {
      return Optional.ofNullable(actors.get(name)).orElseThrow();
    }
  }

  private static Role role(String name) {
    return name.equals(HOST) ? Role.OWNER : Role.MEMBER;
  }

  /// What somebody said at a moment of a transcript.
  record Spoken(String transcript, String offset) {}

  private static Map<Spoken, Message> play(
      Doors doors, Cast cast, String name, Transcript transcript) {
    var everyone = transcript.people().stream().map(person -> cast.of(person.name())).toList();
    var id = conversation(doors, everyone, transcript);
    var sent = new ArrayList<CompletionStage<Sent>>();
    var lines = transcript.lines();
    for (int i = 0; i < lines.size(); i++) {
      var draft = MessageDraft.of("demo-%s-%d".formatted(name, i), lines.get(i).words());
      sent.add(doors.messages().send(cast.of(lines.get(i).speaker()), id, draft));
    }
    var said = new HashMap<Spoken, Message>();
    for (int i = 0; i < lines.size(); i++) {
      var message = sent.get(i).toCompletableFuture().join().message();
      said.put(new Spoken(name, lines.get(i).offset()), message);
    }
    var unread =
        transcript.unread().stream()
            .collect(Collectors.toMap(Transcript.Unread::name, Transcript.Unread::count));
    for (var person : transcript.people()) {
      int seq = lines.size() - unread.getOrDefault(person.name(), 0);
      doors.watermarks().read(cast.of(person.name()), id, seq);
    }
    return said;
  }

  /// The group of that name, or the talk of the two, made by the first of them.
  private static ConversationId conversation(
      Doors doors, List<Actor> everyone, Transcript transcript) {
    var maker = everyone.getFirst();
    var existing =
        transcript
            .title()
            .flatMap(title ->
                doors
                    .conversations()
                    .list(maker, Optional.empty(), Conversations.PAGE_MAX)
                    .conversations()
                    .stream()
                    .filter(found -> found.name().equals(Optional.of(title)))
                    .findFirst());
    if (existing.isPresent()) return existing.get().id();
    var type = transcript.title().isPresent() ? ConversationType.GROUP : ConversationType.DIRECT;
    Set<UserId> others = everyone.stream().skip(1).map(Actor::user).collect(Collectors.toSet());
    var draft = new ConversationDraft(type, others, transcript.title());
    return doors.conversations().create(maker, draft).conversation().id();
  }
}
