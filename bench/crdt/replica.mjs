// A document with a root of each kind, whose updates go to a listener.
import * as Y from 'yjs';

export const replica = (client, onUpdate) => {
  const doc = new Y.Doc();
  doc.clientID = client;
  if (onUpdate) doc.on('updateV2', onUpdate);
  return { doc, text: doc.getText('text'), array: doc.getArray('array'), map: doc.getMap('map') };
};

// Everything in it, so that nothing is put off.
export const read = (it) => [it.text.toString(), it.array.toJSON(), it.map.toJSON()];

// A text edit has `inserted` or `deleted`, a list edit `values`.
export const apply = (it, edit) => {
  if (edit.values) it.array.insert(edit.at, edit.values);
  else if (edit.deleted > 0) it.text.delete(edit.at, edit.deleted);
  else it.text.insert(edit.at, edit.inserted);
};
