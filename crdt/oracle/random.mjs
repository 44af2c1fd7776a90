// Seeded chance, and the edits it comes up with.
import * as Y from "yjs";
import { childOf, rootOf } from "./operations.mjs";

/** A small generator of random numbers (mulberry32): one seed, one sequence. */
export class Chance {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  int(from, to) {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.int(0, list.length - 1)];
  }

  shuffled(list) {
    const result = [...list];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [result[i], result[j]] = [result[j], result[i]];
    }
    return result;
  }
}

const WORDS = ["a", "b", "xy", "hello", "é", "ß!", "中文", "😀", "👨‍👩‍👧", "\n", " ", "lorem ipsum "];
const KEYS = ["a", "b", "c", "10", "2", "ключ"];
const TAGS = ["p", "h1", "img", "li"];
const NUMBERS = [2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 40, 2 ** 53 - 1, 1e21, 0.1, 0.5, 1e-7];

/** Values that JSON can carry: what formats and embeds hold. */
function jsonValue(c) {
  switch (c.int(0, 7)) {
    case 0:
      return null;
    case 1:
      return c.chance(0.5);
    case 2:
      return c.pick(WORDS);
    case 3:
      return c.pick(NUMBERS);
    case 4:
      return { k: c.int(0, 9), z: [1, "b", null] };
    case 5:
      return [c.int(0, 3), { x: { y: "" } }];
    default:
      return c.int(-1000, 100000);
  }
}

function anyValue(c) {
  switch (c.int(0, 11)) {
    case 0:
      return { $: "undefined" };
    case 1:
      return { $: "number", value: c.pick(["-0", "NaN", "Infinity", "-Infinity"]) };
    case 2:
      return { $: "bigint", value: c.pick(["0", "-9223372036854775808", "1234567890123456789"]) };
    case 3:
      return { $: "bytes", value: Buffer.from([c.int(0, 255), 2, 3]).toString("base64") };
    default:
      return jsonValue(c);
  }
}

/** A new shared type, filled or not. */
function newType(c, depth = 0) {
  switch (c.int(0, 6)) {
    case 0:
      return { $: "text", text: c.pick(["", "nested", "😀"]) };
    case 1:
      return element(c);
    case 2:
      return { $: "xmlText", text: c.pick(["", "xml"]) };
    case 3:
      return { $: "doc", guid: `guid-${c.int(0, 99)}` };
    case 4:
      return { $: "array", items: someOf(c, () => item(c, depth + 1)) };
    default: {
      const entries = someOf(c, () => [c.pick(KEYS), content(c, depth + 1)]);
      return { $: "map", entries: Object.fromEntries(entries) };
    }
  }
}

const someOf = (c, make) => Array.from({ length: c.int(0, 2) }, make);

/** What a map takes. */
const content = (c, depth = 0) => (depth < 2 && c.chance(0.3) ? newType(c, depth) : anyValue(c));

/** What an array takes: undefined and big integers only within others. */
function item(c, depth = 0) {
  const value = content(c, depth);
  return value?.$ === "undefined" || value?.$ === "bigint" ? [value] : value;
}

function element(c, depth = 0) {
  const attributes = someOf(c, () => [c.pick(["id", "src"]), `v${c.int(0, 9)}`]);
  const children = depth < 2 ? someOf(c, () => node(c, depth + 1)) : [];
  return {
    $: "xmlElement",
    name: c.pick(TAGS),
    attributes: Object.fromEntries(attributes),
    children,
  };
}

const node = (c, depth = 0) =>
  c.chance(0.6) ? element(c, depth) : { $: "xmlText", text: c.pick(WORDS) };

/** Those of XML are objects, as editors have them. */
const FORMATS = [
  ["bold", [true, true, null]],
  ["em", [true, {}, null]],
  ["color", ["#123", "#abc", null]],
  ["link", [{ href: "https://example.org" }, { href: "/" }, null]],
];
const XML_FORMATS = [
  ["bold", [{}, {}, null]],
  ["color", [{ value: "#123" }, { value: "#abc", z: 1 }, null]],
];

/** An attribute of text, or two. */
function formats(c, xml) {
  const one = () => {
    const [key, values] = c.pick(xml ? XML_FORMATS : FORMATS);
    return [key, c.pick(values)];
  };
  return Object.fromEntries(c.chance(0.75) ? [one()] : [one(), one()]);
}

/** Where an edit goes: mostly anywhere, now and then the ends, where edits meet. */
function place(c, length) {
  if (c.chance(0.2)) return length;
  return c.chance(0.1) ? 0 : c.int(0, length);
}

/** A range within a length that is not 0. */
function range(c, length, max) {
  const index = c.int(0, length - 1);
  return { index, length: Math.min(c.int(1, max), length - index) };
}

const maybe = (key, value) => (value === undefined ? {} : { [key]: value });

function textOperation(c, text, { rich, types }) {
  const xml = text instanceof Y.XmlText;
  const attributes = () => maybe("attributes", rich && c.chance(0.4) ? pickFormats() : undefined);
  const pickFormats = () => (c.chance(0.3) ? {} : formats(c, xml));
  const dice = c.next();
  if (text.length === 0 || dice < 0.45 || (!rich && dice < 0.65)) {
    return { op: "text.insert", index: place(c, text.length), text: c.pick(WORDS), ...attributes() };
  }
  if (dice < 0.65) return { op: "text.format", ...range(c, text.length, 6), attributes: formats(c, xml) };
  if (dice < 0.85 || !rich) return { op: "text.delete", ...range(c, text.length, 5) };
  if (dice < 0.93) {
    const embed = types && c.chance(0.5) ? embeddedType(c) : { image: `u${c.int(0, 9)}` };
    return { op: "text.embed", index: place(c, text.length), embed, ...attributes() };
  }
  if (xml && dice < 0.96) return attributeOperation(c, "text");
  return { op: "text.delta", delta: deltaOf(c, text.length, xml) };
}

/** Any type but a document, which no text takes. */
function embeddedType(c) {
  const type = newType(c);
  return type.$ === "doc" ? embeddedType(c) : type;
}

function deltaOf(c, length, xml) {
  const delta = [];
  let left = length;
  for (let steps = c.int(1, 4); steps > 0; steps--) {
    const attributes = maybe("attributes", c.chance(0.5) ? formats(c, xml) : undefined);
    const part = c.int(1, Math.max(1, Math.min(left, 4)));
    if (left === 0 || c.chance(0.3)) {
      delta.push({ insert: c.chance(0.8) ? c.pick(WORDS) : { image: "d" }, ...attributes });
    } else if (c.chance(0.6)) {
      delta.push({ retain: part, ...attributes });
      left -= part;
    } else {
      delta.push({ delete: part });
      left -= part;
    }
  }
  return delta;
}

function attributeOperation(c, noun) {
  const key = c.pick(["id", "src", "class"]);
  if (c.chance(0.3)) return { op: `${noun}.removeAttribute`, key };
  const value = c.chance(0.8) ? `v${c.int(0, 9)}` : c.pick([7, true, null, '"<']);
  return { op: `${noun}.setAttribute`, key, value };
}

function arrayOperation(c, array) {
  const values = () => Array.from({ length: c.int(1, 3) }, () => item(c));
  if (array.length > 0 && c.chance(0.3)) return { op: "array.delete", ...range(c, array.length, 3) };
  if (c.chance(0.2)) return { op: "array.push", values: values() };
  return { op: "array.insert", index: place(c, array.length), values: values() };
}

function mapOperation(c, map) {
  if (map.size > 0 && c.chance(0.2)) return { op: "map.delete", key: c.pick(KEYS) };
  if (c.chance(0.03)) return { op: "map.clear" };
  return { op: "map.set", key: c.pick(KEYS), value: content(c) };
}

function xmlOperation(c, xml) {
  if (xml instanceof Y.XmlElement && c.chance(0.4)) return attributeOperation(c, "xml");
  if (xml.length > 0 && c.chance(0.25)) return { op: "xml.delete", ...range(c, xml.length, 2) };
  const nodes = Array.from({ length: c.int(1, 2) }, () => node(c));
  return { op: "xml.insert", index: place(c, xml.length), nodes };
}

function childrenOf(type) {
  if (type instanceof Y.Map) return [...type.keys()];
  if (!(type instanceof Y.Text)) return type.toArray().map((_, index) => index);
  let at = 0;
  return type.toDelta().map(({ insert }) => {
    const start = at;
    at += typeof insert === "string" ? insert.length : 1;
    return start;
  });
}

/** All types within a type, itself first: [{ type, path }]. */
function typesIn(type, path = []) {
  const found = [{ type, path }];
  for (const step of childrenOf(type)) {
    const child = childOf(type, step);
    if (child instanceof Y.AbstractType) found.push(...typesIn(child, [...path, step]));
  }
  return found;
}

function operationOn(c, type, taste) {
  if (type instanceof Y.Text) return textOperation(c, type, taste);
  if (type instanceof Y.Array) return arrayOperation(c, type);
  return type instanceof Y.Map ? mapOperation(c, type) : xmlOperation(c, type);
}

/**
 * An edit of a document. taste: { rich, types }, whether texts have formats and embeds, and whether
 * embeds are shared types.
 */
export function randomOperation(c, doc, roots, taste) {
  const [root, kind] = c.pick(Object.entries(roots));
  const all = typesIn(rootOf(doc, root, kind));
  const { type, path } = c.chance(0.5) ? all[0] : c.pick(all);
  const { op, ...rest } = operationOn(c, type, taste);
  return { op, root, path, ...rest };
}
