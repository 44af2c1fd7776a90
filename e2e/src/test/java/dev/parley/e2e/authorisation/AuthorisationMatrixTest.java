package dev.parley.e2e.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.parley.e2e.Api.Answer;
import dev.parley.e2e.Catalogue;
import dev.parley.e2e.Cluster;
import dev.parley.e2e.Node;
import dev.parley.e2e.authorisation.Matrix.Kind;
import dev.parley.e2e.authorisation.Matrix.Row;
import dev.parley.platform.kernel.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every operation and every frame, by everyone, at everything: the verdicts of the table, and no
/// effect of anything that was refused.
class AuthorisationMatrixTest {
  private static final Matrix MATRIX = Matrix.read();
  private static Cast cast;
  private static Scene refused;

  @BeforeAll
  static void gather() {
    var cluster = Cluster.shared();
    try (Node brief = cluster.join(Map.of("PARLEY_ACCESS_TOKEN_SECONDS", "1"))) {
      cast = new Cast(cluster, brief);
    }
    refused = Scene.first(cast);
    cast.bury();
  }

  @AfterAll
  static void leave() {
    cast.close();
  }

  @Test
  void theTableHasARowForEveryOperationAndFrameAndNoOther() {
    var operations = new TreeSet<String>();
    Catalogue.get().operations().forEach(operation -> operations.add(operation.id()));
    assertThat(MATRIX.names(Kind.OPERATION)).isEqualTo(operations);
    var frames = Catalogue.get().frames();
    assertThat(MATRIX.names(Kind.COMMAND)).isEqualTo(frames.names("command"));
    assertThat(MATRIX.names(Kind.EVENT)).isEqualTo(frames.names("event"));
  }

  @Test
  void everyOperationAnswersEveryoneAsTheTableSays() {
    var calls = new RestCalls(cast);
    var before = refused.snapshot();
    var wrong = new ArrayList<String>();
    var unseen = new LinkedHashMap<String, Map<String, JsonNode>>();
    for (var row : MATRIX.rows(Kind.OPERATION)) {
      for (var principal : Principal.values()) {
        var expected = row.verdict(principal);
        if (expected.equals(Matrix.NONE)) continue;
        var scene = expected.equals("ok") ? Scene.another(cast) : refused;
        var answer = calls.call(row, principal, scene);
        if (!answer.verdict().equals(expected)) wrong.add(line(row, principal, answer));
        if (answer.status() == 404 && !owns(principal, row.target())) {
          unseen
              .computeIfAbsent(
                  row.name() + " by " + row.varies() + " as " + principal,
                  _ -> new LinkedHashMap<>())
              .put(row.target(), bare(answer));
        }
        wrong.addAll(leaks(row, principal, answer));
      }
    }
    unseen.forEach((what, bodies) -> {
      if (bodies.values().stream().distinct().count() > 1) wrong.add(what + ": " + bodies);
    });
    if (!wrong.isEmpty()) fail(String.join("\n", wrong));
    assertThat(refused.snapshot()).isEqualTo(before);
  }

  /// What is foreign to everybody else is at home with the administrator of the other tenant.
  private static boolean owns(Principal principal, String target) {
    return principal == Principal.FOREIGN_ADMIN && target.endsWith(".foreign");
  }

  private static String line(Row row, Principal principal, Answer answer) {
    return "%s as %s: %s expected, %s came: %s"
        .formatted(row, principal, row.verdict(principal), answer.verdict(), answer.text());
  }

  /// All of the answer but what names this one request.
  private static JsonNode bare(Answer answer) {
    var body = (ObjectNode) Json.tree(answer.text());
    body.remove("traceId");
    return body;
  }

  /// What an answer tells of the home tenant's conversation or workspace to someone who is not in
  /// it.
  private static List<String> leaks(Row row, Principal principal, Answer answer) {
    // Who has the code is let in, and is in it by then.
    if (row.target().equals("code.shared")) return List.of();
    boolean inside =
        switch (principal) {
          case MEMBER, OWNER, ADMIN_MEMBER -> true;
          // Both have a conversation of their own, in which the same words stand.
          case STRANGER, TENANT_ADMIN -> row.name().equals("listConversations");
          case FOREIGN_ADMIN ->
              row.name().equals("listConversations")
                  || row.name().equals("listWorkspaces")
                  || owns(principal, row.target());
          default -> false;
        };
    if (inside || !answer.text().contains(Scene.SECRET)) return List.of();
    return List.of(row + " tells " + principal + " what was said: " + answer.text());
  }

  @Test
  void everyCommandAnswersEveryoneAsTheTableSays() {
    var calls = new FrameCalls(cast, new RestCalls(cast));
    var before = refused.snapshot();
    var wrong = new ArrayList<String>();
    for (var row : MATRIX.rows(Kind.COMMAND)) {
      for (var principal : Principal.values()) {
        var expected = row.verdict(principal);
        if (expected.equals(Matrix.NONE)) continue;
        var scene = expected.equals("ok") ? Scene.another(cast) : refused;
        var verdict = calls.verdict(row, principal, scene);
        if (!verdict.equals(expected)) {
          wrong.add("%s as %s: %s expected, %s came".formatted(row, principal, expected, verdict));
        }
      }
    }
    if (!wrong.isEmpty()) fail(String.join("\n", wrong));
    assertThat(refused.snapshot()).isEqualTo(before);
  }

  @Test
  void everyEventReachesThoseWhomTheTableNamesAndNobodyElse() {
    var audience = new Audience(cast);
    var wrong = new ArrayList<String>();
    for (var row : MATRIX.rows(Kind.EVENT)) wrong.addAll(audience.faults(row));
    if (!wrong.isEmpty()) fail(String.join("\n", wrong));
  }
}
