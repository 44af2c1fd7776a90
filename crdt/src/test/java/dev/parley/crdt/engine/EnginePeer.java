package dev.parley.crdt.engine;

import dev.parley.crdt.Delta;
import dev.parley.crdt.Doc;
import dev.parley.crdt.DocOptions;
import dev.parley.crdt.RelativePosition;
import dev.parley.crdt.SharedEvent;
import dev.parley.crdt.SharedType;
import dev.parley.crdt.Text;
import dev.parley.crdt.UndoHistory;
import dev.parley.crdt.UndoOptions;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.content.Subdocument;
import dev.parley.crdt.fixtures.Bytes;
import dev.parley.crdt.fixtures.Contents;
import dev.parley.crdt.fixtures.DeltaStep;
import dev.parley.crdt.fixtures.Emission;
import dev.parley.crdt.fixtures.Event;
import dev.parley.crdt.fixtures.NestedType;
import dev.parley.crdt.fixtures.NewType.NewDoc;
import dev.parley.crdt.fixtures.Operation;
import dev.parley.crdt.fixtures.Peer;
import dev.parley.crdt.fixtures.Scenario;
import dev.parley.crdt.fixtures.State;
import dev.parley.crdt.fixtures.Target;
import dev.parley.crdt.ids.Snapshot;
import dev.parley.crdt.ids.StateVector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A document of the engine, as histories drive it.
final class EnginePeer implements Peer {
  private static final Duration CAPTURE_TIME = Duration.ofDays(10_000);

  private final Doc doc;
  private final Optional<UndoHistory> undoHistory;
  private final Map<String, String> roots;
  private final List<byte[]> v1 = new ArrayList<>();
  private final List<byte[]> v2 = new ArrayList<>();
  private final List<Boolean> local = new ArrayList<>();
  private final List<String> undoEvents = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  EnginePeer(Scenario scenario, Scenario.User user) {
    var options = DocOptions.DEFAULT.withClient(user.client());
    doc = new Doc(scenario.gc() ? options : options.keepingDeleted());
    roots = scenario.roots();
    doc.onUpdate(
        UpdateFormat.V1,
        (update, from) -> {
          v1.add(update);
          local.add(from.local());
        });
    doc.onUpdate(UpdateFormat.V2, (update, from) -> v2.add(update));
    if (!user.lateRoots()) roots.keySet().forEach(this::root);
    undoHistory = user.undo().map(this::undoHistory);
    if (user.observe()) roots.keySet().forEach(this::observe);
  }

  private void observe(String name) {
    root(name)
        .observeDeep(heard -> {
          for (var event : heard) events.add(event(name, event));
        });
  }

  private static Event event(String root, SharedEvent event) {
    var path = new ArrayList<Target.Hop>();
    for (var step : event.path()) {
      path.add(step instanceof String key ? new Target.Key(key) : new Target.Index((int) step));
    }
    var keys = new LinkedHashMap<String, Event.KeyChange>();
    event
        .keys()
        .forEach((key, change) ->
            keys.put(
                key,
                new Event.KeyChange(
                    change.action().name().toLowerCase(Locale.ROOT), read(change.oldValue()))));
    return new Event(new Target(root, path), steps(event.delta()), keys);
  }

  private SharedType root(String name) {
    return root(doc, name);
  }

  private SharedType root(Doc doc, String name) {
    return switch (roots.get(name)) {
      case "text" -> doc.text(name);
      case "array" -> doc.array(name);
      case "map" -> doc.map(name);
      case "xmlFragment" -> doc.xmlFragment(name);
      case "xmlText" -> doc.xmlText(name);
      case null, default -> throw new IllegalArgumentException(name);
    };
  }

  private List<Emission> emitting(Runnable action) {
    v1.clear();
    v2.clear();
    local.clear();
    events.clear();
    action.run();
    var emissions = new ArrayList<Emission>();
    for (var i = 0; i < v1.size(); i++) {
      emissions.add(new Emission(Bytes.of(v1.get(i)), Bytes.of(v2.get(i)), local.get(i)));
    }
    return emissions;
  }

  @Override
  public List<Emission> edit(List<Operation> operations) {
    return emitting(() ->
        doc.transact(() -> {
          for (var operation : operations) {
            EngineEdits.perform(operation, EngineEdits.resolve(this::root, operation.target()));
          }
        }));
  }

  @Override
  public List<Emission> apply(int format, Bytes update) {
    return emitting(() -> doc.applyUpdate(format(format), update.array(), "remote"));
  }

  private static UpdateFormat format(int format) {
    return format == 1 ? UpdateFormat.V1 : UpdateFormat.V2;
  }

  @Override
  public List<Emission> undo() {
    return emitting(() -> undoHistory().undo());
  }

  @Override
  public List<Emission> redo() {
    return emitting(() -> undoHistory().redo());
  }

  @Override
  public void stopCapturing() {
    undoHistory().stopCapturing();
  }

  private UndoHistory undoHistory(String how) {
    var types = roots.keySet().stream().map(this::root).toList();
    var timeout = how.equals("manual") ? CAPTURE_TIME : Duration.ZERO;
    var options = UndoOptions.DEFAULT.capturing(timeout);
    if (how.equals("strict")) {
      options =
          options
              .capturingOnly(change -> change.types().size() != 2)
              .deletingOnly(inserted -> inserted.length() != 2);
    }
    var history = new UndoHistory(types, options);
    history.onEvent(event -> undoEvents.add(describe(event)));
    return history;
  }

  private static String describe(UndoHistory.Event event) {
    return switch (event) {
      case UndoHistory.Event.Added(_, var stack, _) -> "added " + name(stack);
      case UndoHistory.Event.Updated(_, var stack, _) -> "updated " + name(stack);
      case UndoHistory.Event.Popped(_, var stack) -> "popped " + name(stack);
      case UndoHistory.Event.Cleared(var undos, var redos) -> "cleared " + undos + " " + redos;
    };
  }

  private static String name(UndoHistory.Stack stack) {
    return stack.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<String> undoEvents() {
    return List.copyOf(undoEvents);
  }

  private UndoHistory undoHistory() {
    return undoHistory.orElseThrow();
  }

  @Override
  public List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public State state() {
    var snapshot = doc.snapshot();
    var waiting = doc.waiting();
    return new State(
        Bytes.of(doc.stateVector().encode()),
        stateSince(1, Bytes.of(StateVector.EMPTY.encode())),
        stateSince(2, Bytes.of(StateVector.EMPTY.encode())),
        Bytes.of(snapshot.encode(UpdateFormat.V1)),
        Bytes.of(snapshot.encode(UpdateFormat.V2)),
        new State.Pending(waiting.structs(), waiting.deletes(), waiting.missing()));
  }

  @Override
  public Map<String, Contents> contents() {
    return contents(doc);
  }

  private Map<String, Contents> contents(Doc doc) {
    var contents = new LinkedHashMap<String, Contents>();
    roots.forEach((name, kind) -> contents.put(name, contents(kind, root(doc, name))));
    return contents;
  }

  private static Contents contents(String kind, SharedType type) {
    var json = read(type.toJson());
    if (!(type instanceof Text text)) {
      return new Contents(kind, json, Optional.empty(), Optional.empty());
    }
    return new Contents(
        kind, json, Optional.of(text.toString()), Optional.of(steps(text.toDelta())));
  }

  private static List<DeltaStep> steps(Delta delta) {
    return delta.ops().stream().map(EnginePeer::step).toList();
  }

  private static DeltaStep step(Delta.Op op) {
    return switch (op) {
      case Delta.Op.Insert(var insert, var attributes) ->
          new DeltaStep.Insert(read(insert), attributes(attributes));
      case Delta.Op.Retain(var length, var attributes) ->
          new DeltaStep.Retain(length, attributes(attributes));
      case Delta.Op.Delete(var length) -> new DeltaStep.Delete(length);
    };
  }

  private static Optional<Map<String, @Nullable Object>> attributes(
      Map<String, @Nullable Object> attributes) {
    return attributes.isEmpty() ? Optional.empty() : Optional.of(attributes);
  }

  /// A value as the fixtures have it.
  static @Nullable Object read(@Nullable Object value) {
    return switch (value) {
      case SharedType type -> new NestedType(read(type.toJson()));
      case Subdocument document -> new NewDoc(document.guid());
      case List<?> list -> {
        var copy = new ArrayList<@Nullable Object>();
        for (var each : list) copy.add(read(each));
        yield copy;
      }
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<Object, @Nullable Object>();
        map.forEach((key, each) -> copy.put(key, read(each)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  @Override
  public Bytes stateSince(int format, Bytes vector) {
    return Bytes.of(doc.encodeState(format(format), StateVector.decode(vector.array())));
  }

  @Override
  public Map<String, Contents> restore(Bytes snapshotV1) {
    var past = doc.at(Snapshot.decode(UpdateFormat.V1, snapshotV1.array()));
    return contents(past);
  }

  @Override
  public List<DeltaStep> compare(String root, Bytes snapshotV1, Bytes previousV1) {
    var at = Snapshot.decode(UpdateFormat.V1, snapshotV1.array());
    var previous = Snapshot.decode(UpdateFormat.V1, previousV1.array());
    return steps(((Text) root(root)).toDelta(at, previous));
  }

  @Override
  public Bytes position(Target target, int index, int assoc) {
    var type = EngineEdits.resolve(this::root, target);
    return Bytes.of(RelativePosition.of(type, index, assoc).encode());
  }

  @Override
  public Optional<Integer> resolve(Bytes position) {
    var index = RelativePosition.decode(position.array()).resolve(doc);
    return index.isPresent() ? Optional.of(index.getAsInt()) : Optional.empty();
  }
}
