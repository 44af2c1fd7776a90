// The real Yjs, asked over stdio: one request a line, { id, do, … }; one answer a line, in the same
// order: { id, … } or { id, error }. Documents have numbers that the asker chooses. The README lists
// the requests. usage: worker.mjs
import { createInterface } from "node:readline";
import * as Y from "yjs";
import { History } from "./history.mjs";
import { Replica } from "./replica.mjs";
import { fromBase64, toBase64 } from "./values.mjs";

const replicas = new Map();

function replica({ doc }) {
  const found = replicas.get(doc);
  if (!found) throw new Error(`no such document: ${doc}`);
  return found;
}

const FORMAT_VERBS = {
  1: {
    merge: Y.mergeUpdates,
    diff: Y.diffUpdate,
    vector: Y.encodeStateVectorFromUpdate,
    convert: Y.convertUpdateFormatV1ToV2,
    state: Y.encodeStateAsUpdate,
  },
  2: {
    merge: Y.mergeUpdatesV2,
    diff: Y.diffUpdateV2,
    vector: Y.encodeStateVectorFromUpdateV2,
    convert: Y.convertUpdateFormatV2ToV1,
    state: Y.encodeStateAsUpdateV2,
  },
};

function emits(request, emitted) {
  const { events } = replica(request);
  return {
    emits: emitted.map(({ v1, v2, local }) => ({
      v1: toBase64(v1),
      v2: toBase64(v2),
      ...(local ? {} : { remote: true }),
    })),
    ...(events.length > 0 ? { events } : {}),
  };
}

const VERBS = {
  new(request) {
    replicas.get(request.doc)?.destroy();
    replicas.set(request.doc, new Replica(request));
    return {};
  },
  free({ doc }) {
    replicas.get(doc)?.destroy();
    replicas.delete(doc);
    return {};
  },
  edit: (request) => emits(request, replica(request).edit(request.ops)),
  apply(request) {
    const emitted = replica(request).apply(fromBase64(request.update), request.format);
    return emits(request, emitted);
  },
  undo: (request) => emits(request, replica(request).undo()),
  redo: (request) => emits(request, replica(request).redo()),
  stop(request) {
    replica(request).stopCapturing();
    return {};
  },
  undoEvents: (request) => ({ undoEvents: replica(request).undoEvents }),
  state: (request) => ({ state: replica(request).state() }),
  contents: (request) => ({ contents: replica(request).contents() }),
  restore: (request) => replica(request).restore(request.snapshot),
  compare: (request) => replica(request).compare(request),
  position: (request) => replica(request).position(request),
  resolve: (request) => ({ index: replica(request).resolve(request.bytes) }),
  stateSince(request) {
    const vector = fromBase64(request.vector);
    const update = FORMAT_VERBS[request.format].state(replica(request).doc, vector);
    return { update: toBase64(update) };
  },
  merge({ format, updates }) {
    return { update: toBase64(FORMAT_VERBS[format].merge(updates.map(fromBase64))) };
  },
  diff({ format, update, vector }) {
    const cut = FORMAT_VERBS[format].diff(fromBase64(update), fromBase64(vector));
    return { update: toBase64(cut) };
  },
  vector({ format, update }) {
    return { vector: toBase64(FORMAT_VERBS[format].vector(fromBase64(update))) };
  },
  convert({ format, update }) {
    return { update: toBase64(FORMAT_VERBS[format].convert(fromBase64(update))) };
  },
  history: ({ seed, index, ...options }) => new History(seed, index, options).run(),
  batch: ({ requests }) => ({ answers: requests.map(answer) }),
};

function answer(request) {
  try {
    const verb = Object.hasOwn(VERBS, request.do) ? VERBS[request.do] : undefined;
    if (!verb) throw new Error(`no such request: ${request.do}`);
    return { ...verb(request), id: request.id };
  } catch (failure) {
    return { id: request.id, error: String(failure?.message ?? failure) };
  }
}

// Standard output carries answers alone.
console.log = console.info = console.warn = console.error;

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
