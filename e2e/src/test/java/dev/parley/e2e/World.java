package dev.parley.e2e;

import dev.parley.features.identity.NewPerson;
import dev.parley.platform.kernel.Role;
import dev.parley.testkit.Await;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A tenant of one's own, and the people in it.
public final class World {
  public static final String PASSWORD = "correct horse battery staple";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Cluster cluster;
  private final String slug;
  private final Person admin;
  private final AtomicInteger people = new AtomicInteger();

  private World(Cluster cluster, String slug, String adminEmail) {
    this.cluster = cluster;
    this.slug = slug;
    this.admin = signIn(adminEmail);
  }

  /// A fresh tenant with one administrator.
  public static World create(Cluster cluster) {
    var slug = "t" + COUNT.incrementAndGet() + "-" + UUID.randomUUID().toString().substring(0, 8);
    var email = "admin@" + slug + ".example";
    cluster.createTenant(slug, email, PASSWORD);
    return new World(cluster, slug, email);
  }

  /// A session of someone; `api` speaks in it, to the first node unless told otherwise.
  public record Person(
      String id, String email, String token, String refreshToken, String sessionId, Api api) {
    public String topic() {
      return "user:" + id;
    }
  }

  public String slug() {
    return slug;
  }

  public Person admin() {
    return admin;
  }

  /// A new member, signed in.
  public Person person(String name) {
    return person(name, "member");
  }

  public Person person(String name, String role) {
    var email = email(name);
    cluster.createPerson(slug, new NewPerson(email, name, Role.of(role)), PASSWORD);
    return signIn(email);
  }

  /// Several new members, signed in.
  public List<Person> people(int count) {
    return IntStream.range(0, count).mapToObj(i -> person("person" + i)).toList();
  }

  /// Someone of many: a session, and nothing else.
  public record Passer(String id, String token) {}

  /// Very many new members, each with a session.
  public List<Passer> passers(int count) {
    var passers = new ArrayList<Passer>();
    try (var makers = Executors.newFixedThreadPool(4)) {
      var made = IntStream.range(0, count).mapToObj(i -> makers.submit(() -> passer(i))).toList();
      for (var one : made) passers.add(Await.get(one::get));
    }
    return passers;
  }

  private Passer passer(int number) {
    var email = email("passer");
    cluster.createPerson(slug, new NewPerson(email, "Passer " + number, Role.MEMBER), PASSWORD);
    var signedIn = cluster.signIn(slug, email);
    return new Passer(signedIn.user().id().toString(), signedIn.token());
  }

  /// The ids of new members who never sign in.
  public List<String> crowd(int count) {
    var users = new ArrayList<Map<String, String>>();
    for (int i = 0; i < count; i++) {
      users.add(Map.of("email", email("crowd"), "displayName", "Crowd " + i));
    }
    var answer = admin.api().post("/users/bulk", Map.of("users", users)).expect(201);
    var ids = new ArrayList<String>();
    answer.path("users").forEach(user -> ids.add(user.path("id").asString()));
    return ids;
  }

  private String email(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-')
        + people.incrementAndGet()
        + "@"
        + slug
        + ".example";
  }

  /// Another session of someone.
  public Person signIn(String email) {
    return signInAt(cluster.node(0), email);
  }

  public Person signInAt(Node node, String email) {
    var body = node.api().post("/auth/login", credentials(email)).expect(200);
    var token = body.path("token").asString();
    return new Person(
        body.path("user").path("id").asString(),
        email,
        token,
        body.path("refreshToken").asString(),
        body.path("sessionId").asString(),
        cluster.node(0).api().as(token));
  }

  public Map<String, String> credentials(String email) {
    return Map.of("tenant", slug, "email", email, "password", PASSWORD);
  }

  /// A new group of these people; the first one owns it. Answers its id.
  public String group(String name, Person owner, Person... others) {
    var body = new HashMap<String, Object>();
    body.put("type", "group");
    body.put("name", name);
    body.put("participantIds", List.of(others).stream().map(Person::id).toList());
    var answer = owner.api().post("/conversations", body).expect(201);
    return answer.path("conversation").path("id").asString();
  }
}
