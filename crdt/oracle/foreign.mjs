// Updates that today's Yjs reads but does not make: what older versions wrote, and types that no
// edit of ours inserts.
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

const ROOT_PARENT = 1;
const REF_GC = 0;
const REF_JSON = 2;
const REF_TYPE = 7;
const TYPE_HOOK = 5;
const HAS_ORIGIN = 0x80;

/** One update of a client of its own, about a root array: JSON contents, a gap of gc, a hook. */
export function foreignUpdate(client, root) {
  const encoder = encoding.createEncoder();
  const number = (value) => encoding.writeVarUint(encoder, value);
  const text = (value) => encoding.writeVarString(encoder, value);
  number(1);
  number(3);
  number(client);
  number(0);
  encoding.writeUint8(encoder, REF_JSON);
  number(ROOT_PARENT);
  text(root);
  const values = ['{"a":[1,null],"b":{"c":"😀"}}', "undefined", "-1.5", '"x"'];
  number(values.length);
  values.forEach(text);
  encoding.writeUint8(encoder, REF_GC);
  number(2);
  encoding.writeUint8(encoder, REF_TYPE | HAS_ORIGIN);
  number(client);
  number(values.length - 1);
  number(TYPE_HOOK);
  text("hook");
  number(0);
  const v1 = encoding.toUint8Array(encoder);
  return { v1, v2: Y.convertUpdateFormatV1ToV2(v1), local: true };
}
