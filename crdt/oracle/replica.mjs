// One user's document, with all that a test compares of it.
import * as Y from "yjs";
import { perform, rootOf, targetOf } from "./operations.mjs";
import { encode, fromBase64, toBase64 } from "./values.mjs";

const REMOTE = "remote";

/** Long enough that only `stopCapturing` ends what one undo takes back. */
const CAPTURE_MILLIS = 1e12;

export class Replica {
  /**
   * client: its id. gc: whether deleted content is dropped. roots: kind by name.
   * lateRoots: whether the roots get their kinds only when they are first read.
   * undo: absent, "each" (one undo takes back one edit), "manual" (all edits up to `stop`) or
   * "strict" (as "each", without edits of two types, and without deleting what has two elements).
   * observe: whether the events of all roots are read (computing a text's delta may edit it).
   */
  constructor({ client, gc = true, roots, lateRoots = false, undo, observe = false }) {
    this.doc = new Y.Doc({ gc });
    this.doc.clientID = client;
    this.roots = roots;
    this.emitted = [];
    this.events = [];
    this.#listen();
    if (!lateRoots) this.#allRoots();
    this.undoEvents = [];
    if (undo) this.#keepUndo(undo);
    if (observe) this.#observe();
  }

  #allRoots() {
    return Object.entries(this.roots).map(([name, kind]) => rootOf(this.doc, name, kind));
  }

  #keepUndo(undo) {
    const options = { captureTimeout: undo === "manual" ? CAPTURE_MILLIS : 0 };
    if (undo === "strict") {
      options.captureTransaction = ({ changed }) => changed.size !== 2;
      options.deleteFilter = ({ length }) => length !== 2;
    }
    this.undoManager = new Y.UndoManager(this.#allRoots(), options);
    for (const what of ["added", "updated", "popped"]) {
      this.undoManager.on(`stack-item-${what}`, ({ type }) => {
        this.undoEvents.push(`${what} ${type}`);
      });
    }
    this.undoManager.on("stack-cleared", ({ undoStackCleared, redoStackCleared }) => {
      this.undoEvents.push(`cleared ${undoStackCleared} ${redoStackCleared}`);
    });
  }

  #listen() {
    this.doc.on("update", (v1, _origin, _doc, transaction) => {
      this.emitted.push({ v1, local: transaction.local });
    });
    // Follows the one in V1 of the same transaction.
    this.doc.on("updateV2", (v2) => {
      this.emitted.at(-1).v2 = v2;
    });
  }

  #observe() {
    for (const [name, kind] of Object.entries(this.roots)) {
      rootOf(this.doc, name, kind).observeDeep((events) => {
        for (const event of events) this.events.push(eventOf(name, event));
      });
    }
  }

  /** Does something and gives the updates that it made: [{ v1, v2, local }]. */
  #emitting(action) {
    this.emitted = [];
    this.events = [];
    action();
    return this.emitted;
  }

  edit(operations) {
    return this.#emitting(() => {
      this.doc.transact(() => {
        for (const operation of operations) perform(this.doc, this.roots, operation);
      });
    });
  }

  /** A part of the updates that result is local: what Yjs tidies of formats. */
  apply(update, format) {
    const apply = format === 2 ? Y.applyUpdateV2 : Y.applyUpdate;
    return this.#emitting(() => apply(this.doc, update, REMOTE));
  }

  undo() {
    return this.#emitting(() => this.undoManager.undo());
  }

  redo() {
    return this.#emitting(() => this.undoManager.redo());
  }

  stopCapturing() {
    this.undoManager.stopCapturing();
  }

  state() {
    const snapshot = Y.snapshot(this.doc);
    return {
      vector: toBase64(Y.encodeStateVector(this.doc)),
      v1: toBase64(Y.encodeStateAsUpdate(this.doc)),
      v2: toBase64(Y.encodeStateAsUpdateV2(this.doc)),
      snapshotV1: toBase64(Y.encodeSnapshot(snapshot)),
      snapshotV2: toBase64(Y.encodeSnapshotV2(snapshot)),
      pending: this.pending(),
    };
  }

  /** What waits for other updates: which structs are missing, and whether deletes wait too. */
  pending() {
    const { pendingStructs, pendingDs } = this.doc.store;
    const missing = pendingStructs ? [...pendingStructs.missing].sort((a, b) => a[0] - b[0]) : [];
    return { structs: pendingStructs !== null, deletes: pendingDs !== null, missing };
  }

  contents() {
    return contentsOf(this.doc, this.roots);
  }

  /** The contents at a snapshot of this document, which has to be one without gc. */
  restore(snapshot) {
    const past = Y.createDocFromSnapshot(this.doc, Y.decodeSnapshot(fromBase64(snapshot)));
    return { v1: toBase64(Y.encodeStateAsUpdate(past)), contents: contentsOf(past, this.roots) };
  }

  /** A text at one snapshot, with what changed since an earlier one. */
  compare({ root, snapshot, previous }) {
    const [at, before] = [snapshot, previous].map((text) => Y.decodeSnapshot(fromBase64(text)));
    return { delta: encode(rootOf(this.doc, root, this.roots[root]).toDelta(at, before)) };
  }

  position({ root, path, index, assoc }) {
    const type = targetOf(this.doc, this.roots, { root, path });
    const position = Y.createRelativePositionFromTypeIndex(type, index, assoc);
    return { bytes: toBase64(Y.encodeRelativePosition(position)), json: position };
  }

  /** The index of a position, or null where its type or its element is gone. */
  resolve(bytes) {
    const position = Y.decodeRelativePosition(fromBase64(bytes));
    return Y.createAbsolutePositionFromRelativePosition(position, this.doc)?.index ?? null;
  }

  destroy() {
    this.doc.destroy();
  }
}

function contentsOf(doc, roots) {
  const contents = {};
  for (const [name, kind] of Object.entries(roots)) {
    contents[name] = contentOf(rootOf(doc, name, kind), kind);
  }
  return contents;
}

function contentOf(type, kind) {
  const json = encode(type.toJSON());
  if (kind !== "text" && kind !== "xmlText") return { kind, json };
  return { kind, json, text: type.toString(), delta: encode(type.toDelta()) };
}

function eventOf(root, event) {
  const { keys, delta } = event.changes;
  return {
    root,
    path: event.path,
    delta: encode(delta),
    keys: Object.fromEntries(
      [...keys].map(([key, { action, oldValue }]) => [key, { action, oldValue: encode(oldValue) }]),
    ),
  };
}
