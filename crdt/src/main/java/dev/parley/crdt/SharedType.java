package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A part of a document that many edit at once. Every edit outside of a transaction is one of its
/// own. Like its document it belongs to one thread at a time.
public abstract sealed class SharedType permits Text, SharedArray, SharedMap, XmlFragment {
  final Doc doc;
  final Branch branch;

  SharedType(Doc doc, Branch branch) {
    this.doc = doc;
    this.branch = branch;
  }

  public Doc doc() {
    return doc;
  }

  /// How many elements the list of this has.
  public int length() {
    return branch.length();
  }

  /// What holds this; nothing if this is a root.
  public Optional<SharedType> parent() {
    var item = branch.item();
    return item == null ? Optional.empty() : Optional.of(doc.view(item.parent()));
  }

  /// Whether what held this was deleted.
  public boolean isDeleted() {
    return branch.gone();
  }

  /// The content as values that JSON knows: Maps, Lists, Strings, numbers, booleans and null.
  public abstract @Nullable Object toJson();

  /// Hears what each transaction changes of this itself.
  public Subscription observe(Consumer<SharedEvent> observer) {
    return doc.observers.observe(branch, observer);
  }

  /// Hears what each transaction changes of this and of all in it, the nearest first.
  public Subscription observeDeep(Consumer<List<SharedEvent>> observer) {
    return doc.observers.observeDeep(branch, observer);
  }

  void edit(Runnable run) {
    doc.transact(run);
  }
}
