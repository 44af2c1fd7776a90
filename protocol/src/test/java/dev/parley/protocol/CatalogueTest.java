package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The catalogue and the code say the same.
class CatalogueTest {
  private final JsonNode catalogue = Catalogue.frames();

  @Test
  void theProblemsAreThoseOfTheCode() throws ReflectiveOperationException {
    var listed = catalogue.get("problems").valueStream().map(CatalogueTest::line).toList();
    var known = problems().stream().map(p -> line(p.code(), p.status(), p.retry().name())).toList();
    assertThat(listed).containsExactlyElementsOf(known);
  }

  @Test
  void theCloseCodesAreThoseOfTheCode() {
    var listed =
        catalogue
            .get("closeCodes")
            .valueStream()
            .map(c -> line(c.get("name").asString(), c.get("code").asInt(), text(c, "advice")))
            .toList();
    var known =
        Arrays.stream(CloseCode.values())
            .map(c -> line(c.name(), c.code(), c.advice().name()))
            .toList();
    assertThat(listed).isEqualTo(known);
  }

  @Test
  void theLimitsAreThoseOfTheCode() {
    var known =
        Map.ofEntries(
            Map.entry("frameBytes", Limits.FRAME_BYTES_MAX),
            Map.entry("depth", Limits.DEPTH_MAX),
            Map.entry("keys", Limits.KEYS_MAX),
            Map.entry("numberLength", Limits.NUMBER_LENGTH_MAX),
            Map.entry("commandIdLength", Limits.COMMAND_ID_LENGTH_MAX),
            Map.entry("clientIdLength", Limits.CLIENT_ID_LENGTH_MAX),
            Map.entry("subscriptions", Limits.TOPICS_MAX),
            Map.entry("contentLength", Limits.CONTENT_LENGTH_MAX),
            Map.entry("metadataBytes", Limits.METADATA_BYTES_MAX),
            Map.entry("metadataDepth", Limits.METADATA_DEPTH_MAX),
            Map.entry("signalBytes", Limits.SIGNAL_BYTES_MAX),
            Map.entry("signalNameLength", Limits.SIGNAL_NAME_LENGTH_MAX),
            Map.entry("framesPerSecond", Limits.FRAMES_PER_SECOND),
            Map.entry("framesBurst", Limits.FRAMES_BURST),
            Map.entry("heartbeatMs", (int) Limits.HEARTBEAT.toMillis()),
            Map.entry("heartbeatTimeoutMs", (int) Limits.HEARTBEAT_TIMEOUT.toMillis()),
            Map.entry("replyEvents", Limits.REPLY_EVENTS_MAX),
            Map.entry("replyBytes", Limits.REPLY_BYTES_MAX),
            Map.entry("recoveryEvents", Limits.RECOVERY_EVENTS_MAX),
            Map.entry("recoveryAgeMs", (int) Limits.RECOVERY_AGE_MAX.toMillis()),
            Map.entry("tokenExpiringBeforeMs", (int) Limits.TOKEN_EXPIRING_BEFORE.toMillis()),
            Map.entry("typingShownMs", (int) Limits.TYPING_SHOWN.toMillis()),
            Map.entry("viewings", Limits.VIEWINGS_MAX),
            Map.entry("viewersShown", Limits.VIEWERS_SHOWN_MAX),
            Map.entry("viewingBeatMs", (int) Limits.VIEWING_BEAT.toMillis()),
            Map.entry("viewingGoneMs", (int) Limits.VIEWING_GONE.toMillis()),
            Map.entry("floodingPauseMs", (int) Limits.FLOODING_PAUSE.toMillis()));
    assertThat(Catalogue.JSON.<JsonNode>valueToTree(known)).isEqualTo(catalogue.get("limits"));
  }

  @Test
  void aCommandIsRefusedOnlyWithProblemsOfTheCatalogue() {
    var codes = new HashSet<String>();
    catalogue.get("problems").forEach(problem -> codes.add(text(problem, "code")));
    for (var frame : catalogue.get("frames")) {
      frame.path("problems").forEach(code -> assertThat(codes).contains(code.asString()));
    }
  }

  /// One of each, with plain values.
  private static List<Problem> problems() throws ReflectiveOperationException {
    var problems = new ArrayList<Problem>();
    for (var kind : Problem.class.getPermittedSubclasses()) {
      var components = kind.getRecordComponents();
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var values = Arrays.stream(types).map(CatalogueTest::plain).toArray();
      problems.add((Problem) kind.getDeclaredConstructor(types).newInstance(values));
    }
    return problems;
  }

  private static Object plain(Class<?> type) {
    if (type == int.class) return 1;
    if (type == long.class) return 1L;
    if (type == List.class) return List.of();
    return type == Duration.class ? Duration.ZERO : "thing";
  }

  private static String line(JsonNode problem) {
    return line(text(problem, "code"), problem.get("status").asInt(), text(problem, "retry"));
  }

  private static String line(String name, int number, String word) {
    return name + " " + number + " " + word.toLowerCase(Locale.ROOT);
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asString();
  }
}
