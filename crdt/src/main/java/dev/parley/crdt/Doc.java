package dev.parley.crdt;

import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.Snapshot;
import dev.parley.crdt.ids.StateVector;
import dev.parley.crdt.store.BlockStore;
import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.StateEncoding;
import dev.parley.crdt.store.Transaction;
import dev.parley.crdt.store.UpdateApplication;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A document that many edit at once. It is made of named roots, and it exchanges updates with
/// other documents in any order. Belongs to one thread at a time.
public final class Doc {
  /// How deep types may be nested where they are read as JSON or XML.
  public static final int NESTING_MAX = 500;

  private static final SecureRandom RANDOM = new SecureRandom();

  final BlockStore store;
  private int depth;
  final Observers observers = new Observers();
  final List<UndoHistory> undoHistories = new ArrayList<>(0);
  private final List<UpdateListener> listeners = new ArrayList<>();
  private final List<UpdateListener> listenersV2 = new ArrayList<>();

  /// A document with a random client, which drops deleted content.
  public Doc() {
    this(DocOptions.DEFAULT);
  }

  public Doc(DocOptions options) {
    var client = options.client().orElseGet(Doc::newClient);
    store =
        new BlockStore(
            client,
            Doc::newClient,
            new BlockStore.Options(
                options.collectsDeleted(), options.tidiesFormats(), options.limits()),
            new DocHooks());
  }

  private static long newClient() {
    return Integer.toUnsignedLong(RANDOM.nextInt());
  }

  public long client() {
    return store.client();
  }

  public Text text(String name) {
    return viewText(store.root(name, Branch.TEXT));
  }

  public SharedArray array(String name) {
    return viewArray(store.root(name, Branch.ARRAY));
  }

  public SharedMap map(String name) {
    return viewMap(store.root(name, Branch.MAP));
  }

  public XmlFragment xmlFragment(String name) {
    return viewXml(store.root(name, Branch.XML_FRAGMENT));
  }

  public XmlElement xmlElement(String name) {
    return (XmlElement) viewXml(store.root(name, Branch.XML_ELEMENT));
  }

  public XmlText xmlText(String name) {
    return (XmlText) viewText(store.root(name, Branch.XML_TEXT));
  }

  /// Runs edits as one transaction. Observers hear of it, and updates are made, when it ends. What
  /// was done before an exception stays done and is told; the exception is thrown after that. Edits
  /// that an observer makes become transactions of their own.
  public void transact(Runnable edits) {
    store.transact(null, true, edits);
  }

  /// Runs edits as one transaction.
  ///
  /// @param origin whatever tells listeners where the edits come from
  public void transact(Object origin, Runnable edits) {
    store.transact(origin, true, edits);
  }

  /// Applies an update in format V1. Throws [dev.parley.crdt.codec.MalformedUpdate], and nothing
  /// has changed then.
  public void applyUpdate(byte[] update) {
    applyUpdate(UpdateFormat.V1, update, null);
  }

  public void applyUpdate(UpdateFormat format, byte[] update, @Nullable Object origin) {
    UpdateApplication.apply(store, format, update, origin);
  }

  /// Applies what a document of this program wrote. It may be larger, and have more structs for its
  /// bytes, than what is taken of others.
  public void restore(UpdateFormat format, byte[] state) {
    UpdateApplication.apply(store, format, state, null, Limits.OWN_BYTES);
  }

  /// How much of every client this document has.
  public StateVector stateVector() {
    return StateEncoding.vector(store);
  }

  /// All of this document as an update in format V1.
  public byte[] encodeState() {
    return encodeState(UpdateFormat.V1, StateVector.EMPTY);
  }

  /// What somebody with a state vector lacks.
  public byte[] encodeState(UpdateFormat format, StateVector known) {
    return StateEncoding.state(store, format, known);
  }

  /// What there is now.
  public Snapshot snapshot() {
    return new Snapshot(StateEncoding.deleted(store), stateVector());
  }

  /// A new document as this one was at a snapshot. This one must keep what is deleted.
  public Doc at(Snapshot snapshot) {
    return at(snapshot, DocOptions.DEFAULT);
  }

  /// A new document, with these options, as this one was at a snapshot. This one must keep what is
  /// deleted.
  public Doc at(Snapshot snapshot, DocOptions options) {
    if (store.options().collect()) {
      throw new IllegalStateException("the deleted content is gone");
    }
    var past = new Doc(options);
    var state = StateEncoding.at(store, UpdateFormat.V2, snapshot);
    UpdateApplication.apply(past.store, UpdateFormat.V2, state, this, Limits.OWN_BYTES);
    return past;
  }

  /// What waits for updates that have not come yet.
  public Waiting waiting() {
    return new Waiting(store.pending().hasStructs(), store.pending().hasDeletes(), store.missing());
  }

  /// Hears an update in format V1 of every transaction.
  public Subscription onUpdate(UpdateListener listener) {
    return onUpdate(UpdateFormat.V1, listener);
  }

  public Subscription onUpdate(UpdateFormat format, UpdateListener listener) {
    var list = format == UpdateFormat.V1 ? listeners : listenersV2;
    list.add(listener);
    return () -> list.remove(listener);
  }

  /// Reads a type that is in another one. Who nests types deeper than any program does is refused,
  /// before the stack ends.
  <T extends @Nullable Object> T within(Supplier<T> reading) {
    if (depth == NESTING_MAX) throw new IllegalStateException("types are nested too deep to read");
    depth++;
    try {
      return reading.get();
    } finally {
      depth--;
    }
  }

  SharedType view(Branch branch) {
    if (branch.view() instanceof SharedType type) return type;
    var view =
        switch (branch.ref()) {
          case Branch.ARRAY -> new SharedArray(this, branch);
          case Branch.TEXT -> new Text(this, branch);
          case Branch.XML_TEXT -> new XmlText(this, branch);
          case Branch.XML_ELEMENT -> new XmlElement(this, branch);
          case Branch.XML_FRAGMENT -> new XmlFragment(this, branch);
          case Branch.MAP, Branch.XML_HOOK -> new SharedMap(this, branch);
          default -> throw new IllegalStateException("a root of no type yet");
        };
    branch.view(view);
    return view;
  }

  Text viewText(Branch branch) {
    return (Text) view(branch);
  }

  SharedArray viewArray(Branch branch) {
    return (SharedArray) view(branch);
  }

  SharedMap viewMap(Branch branch) {
    return (SharedMap) view(branch);
  }

  XmlFragment viewXml(Branch branch) {
    return (XmlFragment) view(branch);
  }

  private final class DocHooks implements BlockStore.Hooks {
    @Override
    public void changed(Transaction transaction) {
      try {
        observers.tell(Doc.this, transaction);
      } finally {
        for (var manager : List.copyOf(undoHistories)) manager.after(transaction);
      }
    }

    @Override
    public void committed(Transaction transaction) {
      if (!transaction.hasContent()) return;
      var failures = new ArrayList<RuntimeException>(0);
      emit(transaction, UpdateFormat.V1, listeners, failures);
      emit(transaction, UpdateFormat.V2, listenersV2, failures);
      if (failures.isEmpty()) return;
      var first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }

    @Override
    public boolean observing() {
      return !observers.isEmpty();
    }
  }

  /// One that throws keeps nothing from the others.
  private static void emit(
      Transaction transaction,
      UpdateFormat format,
      List<UpdateListener> listeners,
      List<RuntimeException> failures) {
    if (listeners.isEmpty()) return;
    var update = StateEncoding.transaction(transaction, format);
    var from = new UpdateListener.Source(transaction.origin(), transaction.local());
    for (var listener : List.copyOf(listeners)) {
      try {
        listener.update(update, from);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
  }
}
