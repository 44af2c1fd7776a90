// Makes examples from the real y-protocols: sync messages, and histories of awareness in which time
// is what the history says. usage: protocols.mjs SEED > protocols.json
const HISTORIES = 30;
const seed = Number(process.argv[2]);
if (!Number.isInteger(seed)) {
  console.error("usage: protocols.mjs SEED");
  process.exit(2);
}

// Before y-protocols is loaded: it looks at this clock, and its timers fire when we say so.
let now = 1_000_000;
const timers = new Map();
Date.now = () => now;
globalThis.setInterval = (action) => {
  const timer = { action };
  timers.set(timer, action);
  return timer;
};
globalThis.clearInterval = (timer) => timers.delete(timer);

const Y = await import("yjs");
const encoding = await import("lib0/encoding");
const protocol = await import("y-protocols/awareness");
const sync = await import("y-protocols/sync");
const { Chance } = await import("./random.mjs");
const { toBase64 } = await import("./values.mjs");

function written(write) {
  const encoder = encoding.createEncoder();
  write(encoder);
  return toBase64(encoding.toUint8Array(encoder));
}

function syncMessages() {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const empty = written((encoder) => sync.writeSyncStep1(encoder, doc));
  doc.getText("t").insert(0, "hi 😀");
  const vector = Y.encodeStateVector(new Y.Doc());
  const update = Y.encodeStateAsUpdate(doc);
  return {
    empty,
    vector: toBase64(Y.encodeStateVector(doc)),
    state: toBase64(update),
    step1: written((encoder) => sync.writeSyncStep1(encoder, doc)),
    step2: written((encoder) => sync.writeSyncStep2(encoder, doc, vector)),
    update: written((encoder) => sync.writeUpdate(encoder, update)),
  };
}

class Peer {
  constructor(client) {
    const doc = new Y.Doc();
    doc.clientID = client;
    const before = new Set(timers.keys());
    this.awareness = new protocol.Awareness(doc);
    this.tick = [...timers].find(([timer]) => !before.has(timer))[1];
    this.awareness.on("update", (change) => this.changes.push(change));
    this.awareness.on("change", ({ updated }) => {
      this.changed.push(...updated);
    });
  }

  /** What an action changes, all its events in one. */
  changing(action) {
    this.changes = [];
    this.changed = [];
    action();
    const all = (key) => this.changes.flatMap((change) => change[key]);
    return {
      added: all("added"),
      updated: all("updated"),
      changed: this.changed,
      removed: all("removed"),
    };
  }

  after() {
    const states = [...this.awareness.getStates()];
    const clients = states.map(([client]) => client);
    return {
      states: states.map(([client, state]) => [client, JSON.stringify(state)]),
      encoded: toBase64(protocol.encodeAwarenessUpdate(this.awareness, clients)),
    };
  }

  known() {
    return [...this.awareness.meta.keys()];
  }
}

const STATES = [
  {},
  { user: { name: "Ada", color: "#123" } },
  { user: { color: "#123", name: "Ada" } },
  { user: { name: "Bob 😀" }, cursor: { anchor: 1, head: 0.5 } },
  { 10: [null, true], 2: "é" },
];

function step(c, peers, updates) {
  const index = c.int(0, peers.length - 1);
  const peer = peers[index];
  const { awareness } = peer;
  const done = (what, action) => ({ peer: index, ...what, change: peer.changing(action) });
  const dice = c.next();
  if (dice < 0.25) {
    const state = c.chance(0.15) ? null : c.pick(STATES);
    const text = JSON.stringify(state);
    return done({ do: "set", state: text }, () => awareness.setLocalState(state));
  }
  if (dice < 0.35) {
    const clients = c.shuffled(peer.known()).slice(0, c.int(1, 2));
    const remove = () => protocol.removeAwarenessStates(awareness, clients, "test");
    return done({ do: "remove", clients }, remove);
  }
  if (dice < 0.55) {
    now += c.pick([1_000, 3_000, 15_000, 16_000, 30_000]);
    return done({ do: "expire", now }, peer.tick);
  }
  if (dice < 0.75 || updates.length === 0) {
    const clients = c.shuffled(peer.known()).slice(0, c.int(1, 3));
    const update = toBase64(protocol.encodeAwarenessUpdate(awareness, clients));
    updates.push(update);
    return done({ do: "encode", clients, update }, () => {});
  }
  const update = c.chance(0.7) ? updates.at(-1) : c.pick(updates);
  const bytes = new Uint8Array(Buffer.from(update, "base64"));
  const apply = () => protocol.applyAwarenessUpdate(awareness, bytes, "test");
  return done({ do: "apply", update }, apply);
}

function awarenessHistory(index) {
  const c = new Chance(seed * 1_000_003 + index);
  const start = now;
  const peers = Array.from({ length: c.int(2, 4) }, (_, i) => new Peer(i * 1_000 + c.int(1, 999)));
  const updates = [];
  const steps = [];
  for (let left = c.int(20, 40); left > 0; left--) {
    const taken = step(c, peers, updates);
    steps.push({ ...taken, after: peers[taken.peer].after() });
  }
  const clients = peers.map(({ awareness }) => awareness.clientID);
  return { start, clients, steps };
}

const histories = Array.from({ length: HISTORIES }, (_, index) => awarenessHistory(index));
process.stdout.write(`${JSON.stringify({ sync: syncMessages(), awareness: histories })}\n`);
