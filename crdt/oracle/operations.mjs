// The vocabulary of edits. An operation is { op, root, path, … }: `path` leads from the root to the
// type that is edited, by key in a map, by index in all others.
import * as Y from "yjs";
import { decode, decodeEntries } from "./values.mjs";

const ROOT_TYPES = {
  text: Y.Text,
  array: Y.Array,
  map: Y.Map,
  xmlFragment: Y.XmlFragment,
  xmlElement: Y.XmlElement,
  xmlText: Y.XmlText,
};

/** The root of a document; `kind` is a key of ROOT_TYPES. */
export const rootOf = (doc, name, kind) => doc.get(name, ROOT_TYPES[kind]);

export function childOf(type, step) {
  return type instanceof Y.Text ? embedAt(type, step) : type.get(step);
}

function embedAt(text, index) {
  let at = 0;
  for (const { insert } of text.toDelta()) {
    if (at === index) return insert;
    at += typeof insert === "string" ? insert.length : 1;
  }
  return undefined;
}

/** `roots` tells the kind of each root by its name. */
export function targetOf(doc, roots, { root, path }) {
  return path.reduce(childOf, rootOf(doc, root, roots[root]));
}

const attributesOf = ({ attributes }) => attributes && decodeEntries(attributes);

const VERBS = {
  "text.insert": (text, o) => text.insert(o.index, o.text, attributesOf(o)),
  "text.embed": (text, o) => text.insertEmbed(o.index, decode(o.embed), attributesOf(o)),
  "text.delete": (text, o) => text.delete(o.index, o.length),
  "text.format": (text, o) => text.format(o.index, o.length, attributesOf(o)),
  "text.delta": (text, o) => text.applyDelta(o.delta.map(deltaStep)),
  "text.setAttribute": (text, o) => text.setAttribute(o.key, decode(o.value)),
  "text.removeAttribute": (text, o) => text.removeAttribute(o.key),
  "array.insert": (array, o) => array.insert(o.index, o.values.map(decode)),
  "array.push": (array, o) => array.push(o.values.map(decode)),
  "array.delete": (array, o) => array.delete(o.index, o.length),
  "map.set": (map, o) => map.set(o.key, decode(o.value)),
  "map.delete": (map, o) => map.delete(o.key),
  "map.clear": (map) => map.clear(),
  "xml.insert": (xml, o) => xml.insert(o.index, o.nodes.map(decode)),
  "xml.delete": (xml, o) => xml.delete(o.index, o.length),
  "xml.setAttribute": (xml, o) => xml.setAttribute(o.key, decode(o.value)),
  "xml.removeAttribute": (xml, o) => xml.removeAttribute(o.key),
};

function deltaStep({ insert, retain, delete: deleted, attributes }) {
  if (deleted !== undefined) return { delete: deleted };
  const step = retain === undefined ? { insert: decode(insert) } : { retain };
  if (attributes) step.attributes = decodeEntries(attributes);
  return step;
}

/** Edits a document as an operation says; the caller opens the transaction. */
export function perform(doc, roots, operation) {
  const verb = VERBS[operation.op];
  if (!verb) throw new Error(`no such operation: ${operation.op}`);
  verb(targetOf(doc, roots, operation), operation);
}
