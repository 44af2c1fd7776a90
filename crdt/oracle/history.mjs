// One random history: users edit, updates reach the others late, out of order, merged or cut, and
// everything that Yjs answers is written down.
import * as Y from "yjs";
import { foreignUpdate } from "./foreign.mjs";
import { Chance, randomOperation } from "./random.mjs";
import { Replica } from "./replica.mjs";
import { fromBase64, toBase64 } from "./values.mjs";

const EVERYTHING = { text: "text", array: "array", map: "map", xml: "xmlFragment" };
const PROFILES = [
  { name: "plain-text", roots: { text: "text" } },
  { name: "rich-text", roots: { text: "text" }, rich: true },
  { name: "array", roots: { array: "array" } },
  { name: "map", roots: { map: "map" } },
  { name: "xml", roots: { xml: "xmlFragment" }, rich: true },
  { name: "xml-text", roots: { root: "xmlText" }, rich: true, types: true },
  { name: "mixed", roots: EVERYTHING, rich: true, types: true },
];
const CLIENT_MAX = 2 ** 32 - 1;
const FORMAT_VERBS = {
  1: { merge: Y.mergeUpdates, diff: Y.diffUpdate, state: Y.encodeStateAsUpdate },
  2: { merge: Y.mergeUpdatesV2, diff: Y.diffUpdateV2, state: Y.encodeStateAsUpdateV2 },
};

/**
 * JSON whose objects have their keys in order, and in which halves of split characters are all the
 * same: Yjs breaks a surrogate pair only where it happened to split it.
 */
const canonical = (value) =>
  JSON.stringify(value, (_, part) => {
    if (typeof part === "string") return part.replaceAll(/[\ud800-\udfff\ufffd]/g, "?");
    if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

export class History {
  #c;
  #profile;
  #length;
  #users = [];
  #steps = [];
  #algebra = [];
  #updates = new Map();
  #published = [];
  #positions = [];
  #snapshots = [];

  /**
   * users, steps: how many at most. cut: after how many steps everybody is brought together; up to
   * there a cut history is the same as the whole one.
   */
  constructor(seed, index, { users = 4, steps = 45, cut = Infinity } = {}) {
    this.id = `${seed}-${index}`;
    this.#c = new Chance(seed * 1_000_003 + index);
    this.#profile = PROFILES[index % PROFILES.length];
    this.gc = this.#c.chance(0.6);
    this.#length = Math.min(this.#c.int(15, steps), cut);
    this.#addUsers(users);
  }

  #addUsers(most) {
    const c = this.#c;
    const undoing = c.chance(0.25) ? c.pick(["each", "manual", "strict"]) : undefined;
    const observing = c.chance(0.2);
    const highest = c.chance(0.1) ? Number.MAX_SAFE_INTEGER : CLIENT_MAX;
    const small = c.chance(0.5);
    for (let i = c.int(2, most); i >= 0; i--) {
      const reader = i === 0;
      const options = { client: small ? this.#users.length + 1 : c.int(1, highest) };
      if (undoing && !reader && c.chance(0.6)) options.undo = undoing;
      if (observing && !reader) options.observe = true;
      if (reader && c.chance(0.4)) options.lateRoots = true;
      const { roots } = this.#profile;
      const replica = new Replica({ gc: this.gc, roots, ...options });
      this.#users.push({ index: this.#users.length, options, replica, reader, inbox: [] });
    }
  }

  /** Somebody whom no document here belongs to has written to the array. */
  #hearStranger() {
    if (!this.#profile.roots.array || !this.#c.chance(0.3)) return;
    const taken = new Set(this.#users.map((user) => user.options.client));
    let client = this.#c.int(1, CLIENT_MAX);
    while (taken.has(client)) client++;
    this.#publish(undefined, foreignUpdate(client, "array"));
  }

  run() {
    this.#hearStranger();
    for (let left = this.#length; left > 0; left--) this.#step();
    this.#drain();
    this.#algebraOfAll();
    for (const user of this.#users) this.#check(user, true);
    this.#agree();
    for (const past of this.#snapshots) this.#restore(past);
    for (const past of this.#snapshots) this.#compare(past);
    for (const user of this.#users) user.replica.destroy();
    return {
      id: this.id,
      profile: this.#profile.name,
      gc: this.gc,
      roots: this.#profile.roots,
      users: this.#users.map((user) => user.options),
      updates: [...this.#updates.keys()],
      steps: this.#steps,
      algebra: this.#algebra,
    };
  }

  #step() {
    const user = this.#c.pick(this.#users);
    const dice = this.#c.next();
    if (dice < 0.04) this.#check(user, false);
    else if (dice < 0.08) this.#position(user);
    else if (user.options.undo && dice < 0.25) this.#undo(user);
    else if (user.reader || dice > 0.65) this.#deliver(user);
    else this.#edit(user);
  }

  #edit(user) {
    const ops = [];
    const { replica } = user;
    const count = this.#c.chance(0.6) ? 1 : this.#c.int(2, 4);
    const make = () => randomOperation(this.#c, replica.doc, replica.roots, this.#profile);
    function* operations() {
      while (ops.length < count) {
        ops.push(make());
        yield ops.at(-1);
      }
    }
    this.#record(user, { step: "edit", ops }, replica.edit(operations()));
  }

  #undo(user) {
    const step = this.#c.pick(["undo", "undo", "redo", "redo", "stop"]);
    if (step === "stop") {
      user.replica.stopCapturing();
      this.#record(user, { step }, []);
    } else {
      this.#record(user, { step }, user.replica[step]());
    }
    if (step === "undo" && this.#c.chance(0.4)) {
      this.#record(user, { step: "redo" }, user.replica.redo());
    }
  }

  #record(user, { step, ...rest }, emitted) {
    const emits = emitted.map(({ v1, v2, local }) => ({
      v1: this.#ref(v1),
      v2: this.#ref(v2),
      ...(local ? {} : { remote: true }),
    }));
    const { replica, options, index } = user;
    const events = options.observe ? { events: replica.events } : {};
    this.#steps.push({ step, user: index, ...rest, emits, ...events });
    for (const emission of emitted.filter(({ local }) => local)) this.#publish(user, emission);
  }

  #publish(from, emission) {
    this.#published.push(emission);
    for (const user of this.#users) if (user !== from) user.inbox.push(emission);
  }

  /** Where bytes stand among the updates. */
  #ref(bytes) {
    const text = toBase64(bytes);
    if (!this.#updates.has(text)) this.#updates.set(text, this.#updates.size);
    return this.#updates.get(text);
  }

  #deliver(user) {
    const format = this.#c.chance(0.3) ? 2 : 1;
    const { how, update } = this.#payload(user, format);
    const emitted = user.replica.apply(update, format);
    this.#record(user, { step: "deliver", how, format, update: this.#ref(update) }, emitted);
    if (this.#isWaiting(user) && this.#c.chance(0.3)) this.#check(user, false);
  }

  #payload(user, format) {
    const dice = this.#c.next();
    const verbs = FORMAT_VERBS[format];
    const vector = Y.encodeStateVector(user.replica.doc);
    if (user.inbox.length > 0 && dice < 0.55) {
      return { how: "one", update: this.#take(user, 1, format)[0] };
    }
    if (user.inbox.length > 1 && dice < 0.8) {
      const parts = this.#take(user, this.#c.int(2, 4), format);
      return { how: "merge", update: this.#merge(parts, format) };
    }
    if (this.#published.length > 0 && dice > 0.92) {
      const all = this.#merge(this.#allPublished(format), format);
      return { how: "diff", update: this.#diff(all, vector, format) };
    }
    const other = this.#c.pick(this.#users.filter((candidate) => candidate !== user));
    return { how: "state", update: verbs.state(other.replica.doc, vector) };
  }

  #allPublished(format) {
    return this.#c.shuffled(this.#published).map((emission) => emission[`v${format}`]);
  }

  #take(user, count, format) {
    const taken = [];
    while (taken.length < count && user.inbox.length > 0) {
      const at = this.#c.chance(0.5) ? 0 : this.#c.int(0, user.inbox.length - 1);
      taken.push(user.inbox.splice(at, 1)[0][`v${format}`]);
    }
    return taken;
  }

  #merge(parts, format) {
    const merged = FORMAT_VERBS[format].merge(parts);
    const of = parts.map((part) => this.#ref(part));
    this.#algebra.push({ do: "merge", format, of, gives: this.#ref(merged) });
    return merged;
  }

  #diff(update, vector, format) {
    const cut = FORMAT_VERBS[format].diff(update, vector);
    const gives = this.#ref(cut);
    this.#algebra.push({ do: "diff", format, of: this.#ref(update), vector: toBase64(vector), gives });
    return cut;
  }

  /** Everybody gets everything, and what is tidied on the way. */
  #drain() {
    const behind = () => this.#users.filter((user) => user.inbox.length > 0);
    for (let users = behind(); users.length > 0; users = behind()) this.#deliver(this.#c.pick(users));
    for (const user of this.#users) if (this.#isWaiting(user)) this.#deliverAll(user);
  }

  #isWaiting({ replica }) {
    const { structs, deletes } = replica.pending();
    return structs || deletes;
  }

  /** Yjs may let something wait although nothing is missing any more, until it hears of it again. */
  #deliverAll(user) {
    const update = this.#merge(this.#allPublished(1), 1);
    const emitted = user.replica.apply(update, 1);
    const step = { step: "deliver", how: "merge", format: 1, update: this.#ref(update) };
    this.#record(user, step, emitted);
  }

  #algebraOfAll() {
    if (this.#published.length === 0) return;
    const vector = Y.encodeStateVector(this.#c.pick(this.#users).replica.doc);
    for (const format of [1, 2]) {
      const all = this.#merge(this.#allPublished(format), format);
      this.#diff(all, vector, format);
      const convert = format === 1 ? Y.convertUpdateFormatV1ToV2 : Y.convertUpdateFormatV2ToV1;
      const of = this.#ref(all);
      this.#algebra.push({ do: "convert", format, of, gives: this.#ref(convert(all)) });
    }
    const parts = this.#allPublished(1).slice(0, 5);
    const part = this.#merge(parts, 1);
    const vectorOfPart = toBase64(Y.encodeStateVectorFromUpdate(part));
    this.#algebra.push({ do: "vector", format: 1, of: this.#ref(part), vector: vectorOfPart });
  }

  #position(user) {
    const { replica, options } = user;
    const [root, kind] = this.#c.pick(Object.entries(replica.roots));
    if (kind === "map" || options.lateRoots) return;
    const index = this.#c.int(0, replica.doc.get(root).length);
    const assoc = this.#c.pick([0, 0, -1]);
    const position = replica.position({ root, path: [], index, assoc });
    this.#positions.push(position.bytes);
    this.#steps.push({ step: "position", user: user.index, root, index, assoc, ...position });
  }

  #check(user, last) {
    const { replica, options, index } = user;
    const step = { step: "check", user: index, state: this.#state(replica) };
    if (options.undo) step.undoEvents = [...replica.undoEvents];
    if (last || !options.lateRoots) step.contents = replica.contents();
    const other = this.#c.pick(this.#users).replica.doc;
    const vector = Y.encodeStateVector(other);
    step.diff = {
      vector: toBase64(vector),
      v1: this.#ref(Y.encodeStateAsUpdate(replica.doc, vector)),
      v2: this.#ref(Y.encodeStateAsUpdateV2(replica.doc, vector)),
    };
    if (last) step.resolved = this.#positions.map((bytes) => [bytes, replica.resolve(bytes)]);
    this.#steps.push(step);
    if (!last && !this.gc) this.#snapshots.push({ user, snapshot: step.state.snapshotV1 });
  }

  #state(replica) {
    const { v1, v2, ...rest } = replica.state();
    return { v1: this.#ref(fromBase64(v1)), v2: this.#ref(fromBase64(v2)), ...rest };
  }

  #restore({ user, snapshot }) {
    const { v1, contents } = user.replica.restore(snapshot);
    const update = this.#ref(fromBase64(v1));
    this.#steps.push({ step: "restore", user: user.index, snapshot, v1: update, contents });
  }

  /** What changed in texts between a user's snapshot and the next, and up to the end. */
  #compare({ user, snapshot: previous }) {
    const own = this.#snapshots.filter((past) => past.user === user);
    const next = own[own.findIndex((past) => past.snapshot === previous) + 1]?.snapshot;
    const snapshot = next ?? user.replica.state().snapshotV1;
    for (const [root, kind] of Object.entries(this.#profile.roots)) {
      if (kind !== "text" && kind !== "xmlText") continue;
      const { delta } = user.replica.compare({ root, snapshot, previous });
      this.#steps.push({ step: "compare", user: user.index, root, snapshot, previous, delta });
    }
  }

  /** Users who have all updates have the same; a history in which they do not shows a fault here. */
  #agree() {
    const views = this.#users.map(({ replica }) => {
      const { vector, pending } = replica.state();
      return canonical({ vector, pending, contents: replica.contents() });
    });
    if (new Set(views).size > 1) throw new Error(`history ${this.id}: users differ`);
  }
}
