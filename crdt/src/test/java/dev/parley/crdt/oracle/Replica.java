package dev.parley.crdt.oracle;

import dev.parley.crdt.fixtures.Bytes;
import dev.parley.crdt.fixtures.Contents;
import dev.parley.crdt.fixtures.DeltaStep;
import dev.parley.crdt.fixtures.Emission;
import dev.parley.crdt.fixtures.Event;
import dev.parley.crdt.fixtures.Notation;
import dev.parley.crdt.fixtures.Operation;
import dev.parley.crdt.fixtures.OperationNotation;
import dev.parley.crdt.fixtures.Peer;
import dev.parley.crdt.fixtures.State;
import dev.parley.crdt.fixtures.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A document within the real Yjs.
public final class Replica implements Peer, AutoCloseable {
  private static final Notation NOTATION = Notation.withoutTable();

  private final Oracle oracle;
  private final int number;
  private List<Event> events = List.of();

  Replica(Oracle oracle, int number) {
    this.oracle = oracle;
    this.number = number;
  }

  static Map<String, @Nullable Object> request(String verb, int number) {
    var request = new LinkedHashMap<String, @Nullable Object>();
    request.put("do", verb);
    request.put("doc", number);
    return request;
  }

  private Map<String, @Nullable Object> request(String verb) {
    return request(verb, number);
  }

  @Override
  public List<Emission> edit(List<Operation> operations) {
    var request = request("edit");
    request.put("ops", operations.stream().map(OperationNotation::encode).toList());
    return emissions(request);
  }

  @Override
  public List<Emission> apply(int format, Bytes update) {
    var request = request("apply");
    request.put("format", format);
    request.put("update", update.base64());
    return emissions(request);
  }

  @Override
  public List<Emission> undo() {
    return emissions(request("undo"));
  }

  @Override
  public List<Emission> redo() {
    return emissions(request("redo"));
  }

  @Override
  public void stopCapturing() {
    oracle.ask(request("stop"));
  }

  private List<Emission> emissions(Map<String, @Nullable Object> request) {
    var answer = oracle.ask(request);
    events = Notation.events(answer);
    return NOTATION.emissions(answer);
  }

  @Override
  public List<Event> events() {
    return events;
  }

  @Override
  public List<String> undoEvents() {
    return Notation.undoEvents(oracle.ask(request("undoEvents")).required("undoEvents"));
  }

  @Override
  public State state() {
    return NOTATION.state(oracle.ask(request("state")).required("state"));
  }

  @Override
  public Map<String, Contents> contents() {
    return Notation.contents(oracle.ask(request("contents")).required("contents"));
  }

  @Override
  public Bytes stateSince(int format, Bytes vector) {
    var request = request("stateSince");
    request.put("format", format);
    request.put("vector", vector.base64());
    return bytes(oracle.ask(request), "update");
  }

  @Override
  public Map<String, Contents> restore(Bytes snapshotV1) {
    var request = request("restore");
    request.put("snapshot", snapshotV1.base64());
    return Notation.contents(oracle.ask(request).required("contents"));
  }

  @Override
  public List<DeltaStep> compare(String root, Bytes snapshotV1, Bytes previousV1) {
    var request = request("compare");
    request.put("root", root);
    request.put("snapshot", snapshotV1.base64());
    request.put("previous", previousV1.base64());
    return Notation.delta(oracle.ask(request));
  }

  @Override
  public Bytes position(Target target, int index, int assoc) {
    var request = request("position");
    request.put("root", target.root());
    request.put("path", OperationNotation.path(target));
    request.put("index", index);
    request.put("assoc", assoc);
    return bytes(oracle.ask(request), "bytes");
  }

  @Override
  public Optional<Integer> resolve(Bytes position) {
    var request = request("resolve");
    request.put("bytes", position.base64());
    var index = oracle.ask(request).required("index");
    return index.isNull() ? Optional.empty() : Optional.of(index.intValue());
  }

  private static Bytes bytes(JsonNode answer, String key) {
    return new Bytes(answer.required(key).stringValue());
  }

  /// Frees the document.
  @Override
  public void close() {
    oracle.ask(request("free"));
  }
}
