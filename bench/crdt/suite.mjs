// B1, B2 and B3 of the crdt-benchmarks: one who types, two at once, very many at once.
import * as Y from 'yjs';
import { Draws } from './draws.mjs';
import { digest } from './meter.mjs';
import { apply, read, replica } from './replica.mjs';

const N = 6000;
const CLIENTS = 20 * Math.floor(Math.sqrt(N));
const [ADA, BEN, FIRST, READER] = [2654435769, 1640531527, 3432918353, 3735928559];

const insert = (at, inserted) => ({ at, inserted, deleted: 0 });
const list = (at, values) => ({ at, values });
const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const number = (draws) => draws.below(0x7fffffff);

const anywhere = (draws, before, shortest, longest) => {
  let length = before;
  return times(N, () => {
    const edit = insert(draws.below(length + 1), draws.word(shortest, longest));
    length += edit.inserted.length;
    return edit;
  });
};

// An insertion or, as often, a deletion of up to nine characters.
const insertOrDelete = (draws, length) => {
  const at = draws.below(length + 1);
  if (at === length || draws.below(2) === 0) return insert(at, draws.word(2, 10));
  return { at, inserted: '', deleted: 1 + draws.below(Math.min(9, length - at)) };
};

const mixed = (draws) => {
  let length = 0;
  return times(N, () => {
    const edit = insertOrDelete(draws, length);
    length += edit.inserted.length - edit.deleted;
    return edit;
  });
};

const wordsAndMixed = (draws, before) => {
  let length = before;
  return times(N, () => {
    const word = insert(draws.below(length + 1), draws.word(3, 9));
    length += word.inserted.length;
    const other = insertOrDelete(draws, length);
    length += other.inserted.length - other.deleted;
    return [word, other];
  }).flat();
};

const ONE = {
  'B1.1': (draws) => times(N, (i) => insert(i, draws.word(1, 1))),
  'B1.2': (draws) => [insert(0, draws.word(N, N))],
  'B1.3': (draws) => times(N, () => insert(0, draws.word(1, 1))),
  'B1.4': (draws) => anywhere(draws, 0, 1, 1),
  'B1.5': (draws) => anywhere(draws, 0, 2, 10),
  'B1.6': (draws) => [insert(0, draws.word(N, N)), { at: 0, inserted: '', deleted: N }],
  'B1.7': (draws) => mixed(draws),
  'B1.8': (draws) => times(N, (i) => list(i, [number(draws)])),
  'B1.9': (draws) => [list(0, times(N, () => number(draws)))],
  'B1.10': (draws) => times(N, () => list(0, [number(draws)])),
  'B1.11': (draws) => times(N, (i) => list(draws.below(i + 1), [number(draws)])),
};

const TWO = {
  'B2.1': (draws) => [insert(0, draws.word(N, N))],
  'B2.2': (draws, before) => anywhere(draws, before, 1, 1),
  'B2.3': (draws, before) => anywhere(draws, before, 3, 9),
  'B2.4': (draws, before) => wordsAndMixed(draws, before),
};

const MANY = {
  'B3.1': (it, i) => it.map.set('v', i),
  'B3.2': (it, i) => it.map.set('v', { name: String(i), address: 'here' }),
  'B3.3': (it, i) => it.map.set('v', String(i).repeat(CLIENTS)),
  'B3.4': (it, i) => it.array.insert(0, [String(i)]),
  'B3.5': (it, i) => it.text.insert(0, String(i)),
};

const bytesOf = (updates) => updates.reduce((sum, update) => sum + update.length, 0);

const seed = (name) => {
  const [suite, number] = name.slice(1).split('.');
  return 100 * Number(suite) + Number(number);
};

// What a document costs once it is made: encoding it, and reading it elsewhere.
const finish = (meter, name, it) => {
  const bytes = Y.encodeStateAsUpdateV2(it.doc);
  const load = () => {
    const other = replica(READER);
    Y.applyUpdateV2(other.doc, bytes);
    return read(other);
  };
  meter.value(`${name} document`, 'BYTES', bytes.length);
  meter.fact(`${name} document`, `${digest(bytes)} ${digest(Y.encodeStateAsUpdate(it.doc))}`);
  meter.warm(`${name} encode`, () => Y.encodeStateAsUpdateV2(it.doc));
  meter.warm(`${name} parse`, load);
};

const same = (meter, name, one, other) => {
  const equal = JSON.stringify(read(one)) === JSON.stringify(read(other));
  meter.fact(`${name} replicas`, equal ? 'equal' : 'different');
};

const typeAndFollow = (edits) => {
  const updates = [];
  const writer = replica(ADA, (update) => updates.push(update));
  const reader = replica(BEN);
  for (const edit of edits) apply(writer, edit);
  for (const update of updates) Y.applyUpdateV2(reader.doc, update);
  return { writer, reader, updates };
};

export const b1 = (meter) => {
  for (const [name, make] of Object.entries(ONE)) {
    const edits = make(new Draws(seed(name)));
    meter.warm(`${name} time`, () => typeAndFollow(edits));
    const { writer, reader, updates } = typeAndFollow(edits);
    same(meter, name, writer, reader);
    meter.value(`${name} update`, 'BYTES', bytesOf(updates) / (edits.length === N ? N : 1));
    finish(meter, name, writer);
  }
};

const meet = (start, edits) => {
  const updates = [[], []];
  const both = [ADA, BEN].map((client) => {
    const it = replica(client);
    Y.applyUpdateV2(it.doc, start);
    return it;
  });
  both.forEach((it, i) => it.doc.on('updateV2', (update) => updates[i].push(update)));
  both.forEach((it, i) => it.doc.transact(() => edits[i].forEach((edit) => apply(it, edit))));
  const sent = updates.map((own) => own.slice());
  both.forEach((it, i) => sent[1 - i].forEach((update) => Y.applyUpdateV2(it.doc, update)));
  return { both, sent };
};

export const b2 = (meter) => {
  for (const [name, make] of Object.entries(TWO)) {
    const draws = new Draws(seed(name));
    const first = replica(FIRST);
    first.text.insert(0, draws.word(100, 100));
    const start = Y.encodeStateAsUpdateV2(first.doc);
    const edits = [make(draws, 100), make(draws, 100)];
    meter.warm(`${name} time`, () => meet(start, edits));
    const { both, sent } = meet(start, edits);
    same(meter, name, both[0], both[1]);
    meter.value(`${name} update`, 'BYTES', bytesOf(sent.flat()) / 2);
    finish(meter, name, both[0]);
  }
};

const gather = (updates, together) => {
  const it = replica(READER);
  const all = () => updates.forEach((update) => Y.applyUpdateV2(it.doc, update));
  if (together) it.doc.transact(all);
  else all();
  return it;
};

export const b3 = (meter) => {
  for (const [name, change] of Object.entries(MANY)) {
    const draws = new Draws(seed(name));
    const updates = [];
    for (let i = 0; i < CLIENTS; i++) {
      change(replica(number(draws), (update) => updates.push(update)), i);
    }
    meter.warm(`${name} time`, () => gather(updates, true));
    const it = gather(updates, true);
    meter.value(`${name} update`, 'BYTES', bytesOf(updates) / CLIENTS);
    finish(meter, name, it);
    if (name === 'B3.1') meter.warm('1,540 clients', () => gather(updates, false));
  }
};
