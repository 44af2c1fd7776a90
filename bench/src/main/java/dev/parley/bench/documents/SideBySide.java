package dev.parley.bench.documents;

import dev.parley.bench.workload.Reading;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The rounds of one run: the middle of each side, and whether both did the same.
public final class SideBySide {
  private static final Pattern SUITE = Pattern.compile("(B[123]\\.\\d+) (.*)");

  private final Map<String, List<Found>> values;
  private final Map<String, List<Found>> facts;

  public SideBySide(List<Found> found) {
    values = byName(found, false);
    facts = byName(found, true);
  }

  private static Map<String, List<Found>> byName(List<Found> found, boolean facts) {
    return found.stream()
        .filter(it -> (it.reading().unit() == Reading.Unit.FACT) == facts)
        .collect(
            Collectors.groupingBy(
                it -> it.reading().name(), LinkedHashMap::new, Collectors.toList()));
  }

  /// What was measured besides the suite.
  public List<String> names() {
    return values.keySet().stream().filter(name -> !SUITE.matcher(name).matches()).toList();
  }

  /// The cases of the suite.
  public SequencedSet<String> cases() {
    var cases = new LinkedHashSet<String>();
    for (var name : values.keySet()) {
      var suite = SUITE.matcher(name);
      if (suite.matches()) cases.add(suite.group(1));
    }
    return cases;
  }

  /// The middle of the rounds; nothing where it was not measured.
  public Optional<Double> middle(String name, Side side) {
    var sorted =
        values.getOrDefault(name, List.of()).stream()
            .filter(it -> it.side() == side)
            .map(it -> it.reading().value())
            .sorted()
            .toList();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
  }

  /// What the values of a name count.
  public Reading.Unit unit(String name) {
    return values.getOrDefault(name, List.of()).getFirst().reading().unit();
  }

  /// How many times better Parley is.
  public Optional<Double> ratio(String name) {
    return middle(name, Side.PARLEY)
        .flatMap(ours ->
            middle(name, Side.YJS)
                .map(theirs ->
                    unit(name) == Reading.Unit.MB_PER_SECOND ? ours / theirs : theirs / ours));
  }

  /// Whether all that has to be equal on both sides is, in the case that this name belongs to.
  public boolean proven(String name) {
    return facts.keySet().stream()
        .filter(fact -> group(fact).equals(group(name)))
        .allMatch(this::agreed);
  }

  /// What both sides should have found equal and did not.
  public List<String> differences() {
    return List.copyOf(
        facts.keySet().stream()
            .filter(fact -> !agreed(fact))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private boolean agreed(String fact) {
    var found = facts.getOrDefault(fact, List.of());
    return found.stream().map(it -> it.reading().text()).distinct().count() == 1
        && found.stream().map(Found::side).distinct().count() == Side.values().length;
  }

  private static String group(String name) {
    var suite = SUITE.matcher(name);
    return suite.matches() ? suite.group(1) : "";
  }
}
