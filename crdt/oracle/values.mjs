// How values and shared types stand in JSON. What JSON lacks, and what would look like it, is an
// object with a "$": undefined, number (-0, NaN, Infinity), bigint, bytes, literal (an object that
// has a "$" itself), and the types that an operation makes: map, array, text, xmlElement, xmlText,
// xmlFragment, doc. A type that is read within a delta is { "$": "type", "json": its toJSON() }.
import * as Y from "yjs";

export const toBase64 = (bytes) => Buffer.from(bytes).toString("base64");
export const fromBase64 = (text) => new Uint8Array(Buffer.from(text, "base64"));

/** A value of Yjs as JSON. */
export function encode(value) {
  if (value === undefined) return { $: "undefined" };
  if (typeof value === "number") return encodeNumber(value);
  if (typeof value === "bigint") return { $: "bigint", value: String(value) };
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Uint8Array) return { $: "bytes", value: toBase64(value) };
  if (value instanceof Y.AbstractType) return { $: "type", json: encode(value.toJSON()) };
  if (value instanceof Y.Doc) return { $: "doc", guid: value.guid };
  if (Array.isArray(value)) return value.map(encode);
  const object = encodeEntries(value);
  return Object.hasOwn(value, "$") ? { $: "literal", value: object } : object;
}

function encodeNumber(value) {
  const plain = Number.isFinite(value) && !Object.is(value, -0);
  if (plain) return value;
  return { $: "number", value: Object.is(value, -0) ? "-0" : String(value) };
}

const encodeEntries = (object) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, encode(value)]));

/** What JSON says, as a value of Yjs; a type in it is new each time. */
export function decode(json) {
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map(decode);
  if (!Object.hasOwn(json, "$")) return decodeEntries(json);
  switch (json.$) {
    case "undefined":
      return undefined;
    case "number":
      return Number(json.value);
    case "bigint":
      return BigInt(json.value);
    case "bytes":
      return fromBase64(json.value);
    case "literal":
      return decodeEntries(json.value);
    default:
      return newType(json);
  }
}

export const decodeEntries = (object) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, decode(value)]));

function newType(json) {
  switch (json.$) {
    case "map":
      return new Y.Map(Object.entries(json.entries).map(([key, value]) => [key, decode(value)]));
    case "array":
      return Y.Array.from(json.items.map(decode));
    case "text":
      return new Y.Text(json.text);
    case "xmlText":
      return new Y.XmlText(json.text);
    case "xmlElement":
      return newElement(json);
    case "xmlFragment":
      return filled(new Y.XmlFragment(), json.children);
    case "doc":
      return new Y.Doc({ guid: json.guid });
    default:
      throw new Error(`no such value: ${json.$}`);
  }
}

function newElement(json) {
  const element = filled(new Y.XmlElement(json.name), json.children);
  for (const [key, value] of Object.entries(json.attributes)) {
    element.setAttribute(key, decode(value));
  }
  return element;
}

function filled(fragment, children) {
  if (children.length > 0) fragment.insert(0, children.map(decode));
  return fragment;
}
