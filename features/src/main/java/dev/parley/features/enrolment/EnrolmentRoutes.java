package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Checks;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Enrolment over HTTP.
public record EnrolmentRoutes(EnrolmentRules rules) implements Routes {
  private static final int PAGE = 100;

  /// Most people on one page of a dry run.
  static final int PAGE_MAX = 500;

  @Override
  public void addTo(Api api) {
    api.on("listEnrolmentRules", this::list)
        .change("createEnrolmentRule", this::create)
        .prepare("dryRunEnrolmentRule", this::dryRun)
        .on("getEnrolmentRule", this::get)
        .change("updateEnrolmentRule", this::update)
        .change("deleteEnrolmentRule", this::delete)
        .on("listEnrolmentRuleVersions", this::versions)
        .change("rollbackEnrolmentRule", this::rollback)
        .on("listEnrolmentRuns", this::runs)
        .change("createEnrolmentRun", this::run)
        .on("getEnrolmentRun", this::getRun);
  }

  private static WorkspaceId workspace(Request request) {
    return new WorkspaceId(request.id("workspaceId"));
  }

  private static RuleId id(Request request) {
    return new RuleId(request.id("ruleId"));
  }

  private record GivenCondition(String key, @Nullable Object equals, @Nullable List<Object> in) {
    Criteria.Condition condition() {
      if ((equals == null) == (in == null)) {
        throw new Problem.Invalid("criteria.all", "Either equals or in").refused();
      }
      return new Criteria.Condition(key, in == null ? List.of(Checks.given("equals", equals)) : in);
    }
  }

  private record GivenCriteria(@Nullable List<String> domains, @Nullable List<GivenCondition> all) {
    Criteria of(RuleType type) {
      boolean fits = (domains != null) == (type == RuleType.EMAIL_DOMAIN);
      if (!fits || (all != null) != (type == RuleType.USER_METADATA)) {
        throw new Problem.Unprocessable("criteria", "Not what the type asks for").refused();
      }
      if (domains != null) return new Criteria.EmailDomain(domains);
      if (all == null) return new Criteria.Manual();
      return new Criteria.UserMetadata(all.stream().map(GivenCondition::condition).toList());
    }
  }

  private record GivenActions(WorkspaceRole role, @Nullable List<ConversationId> conversationIds) {
    Actions actions() {
      return new Actions(role, conversationIds == null ? List.of() : conversationIds);
    }
  }

  private static Definition definition(
      String name, RuleType type, GivenCriteria criteria, GivenActions actions, boolean active) {
    return new Definition(name, criteria.of(type), actions.actions(), active);
  }

  private record Create(
      String name, RuleType type, GivenCriteria criteria, GivenActions actions, boolean active) {}

  private record Update(
      int version,
      String name,
      RuleType type,
      GivenCriteria criteria,
      GivenActions actions,
      boolean active) {}

  private Response list(Request request) {
    var all = rules.list(request.actor(), workspace(request));
    return Response.ok(Map.of("rules", all, "hasMore", false));
  }

  private Response create(Request request) {
    var body = request.body(Create.class);
    var given =
        definition(body.name(), body.type(), body.criteria(), body.actions(), body.active());
    return Response.created(rules.create(request.actor(), workspace(request), given));
  }

  private Response get(Request request) {
    var rule = rules.find(request.actor(), workspace(request), id(request));
    return Response.ok(Map.of("rule", rule));
  }

  private Response update(Request request) {
    var body = request.body(Update.class);
    var given =
        definition(body.name(), body.type(), body.criteria(), body.actions(), body.active());
    var read = new EnrolmentRules.Read(workspace(request), id(request), body.version());
    return Response.ok(rules.update(request.actor(), read, given));
  }

  private Response delete(Request request) {
    rules.delete(request.actor(), workspace(request), id(request));
    return Response.noContent();
  }

  private Response versions(Request request) {
    var all = rules.versions(request.actor(), workspace(request), id(request));
    return Response.ok(Map.of("versions", all, "hasMore", false));
  }

  private record Back(int version, int expectedVersion) {}

  private Response rollback(Request request) {
    var body = request.body(Back.class);
    var read = new EnrolmentRules.Read(workspace(request), id(request), body.expectedVersion());
    return Response.ok(rules.rollback(request.actor(), read, body.version()));
  }

  private Response runs(Request request) {
    var newest = rules.runs(request.actor(), workspace(request), id(request));
    boolean more = newest.size() == EnrolmentRules.RUNS_SHOWN;
    return Response.ok(Map.of("runs", newest, "hasMore", more));
  }

  private record Named(@Nullable List<UserId> userIds) {}

  private Response run(Request request) {
    var named = Optional.ofNullable(request.body(Named.class).userIds()).map(Set::copyOf);
    var run = rules.run(request.actor(), workspace(request), id(request), named);
    return Response.created(Map.of("run", run));
  }

  private Response getRun(Request request) {
    var run = rules.run(request.actor(), workspace(request), id(request), request.id("runId"));
    return Response.ok(Map.of("run", run));
  }

  private record Trial(
      RuleType type,
      GivenCriteria criteria,
      GivenActions actions,
      @Nullable RuleId ruleId,
      @Nullable List<UserId> userIds,
      @Nullable UserId after,
      @Nullable Integer limit) {}

  private Supplier<Response> dryRun(Request request) {
    var body = request.body(Trial.class);
    var tried = definition("-", body.type(), body.criteria(), body.actions(), true);
    var trial =
        new EnrolmentRuns.Trial(
            tried, Optional.ofNullable(body.ruleId()), Optional.ofNullable(body.userIds()));
    int limit = Optional.ofNullable(body.limit()).orElse(PAGE);
    if (limit < 1 || limit > PAGE_MAX) {
      throw new Problem.Invalid("limit", "Between 1 and " + PAGE_MAX).refused();
    }
    var after = Optional.ofNullable(body.after());
    var workspace = workspace(request);
    var told = rules.dryRun(request.actor(), workspace, trial, after, limit);
    return () -> Response.ok(told);
  }
}
