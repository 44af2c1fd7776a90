/// Documents: what the people of a workspace write together; here what a document is and who may
/// what with it, not how it is edited. A document says what members and what guests of its
/// workspace may; a right of a person's own wins over that, and ends when the person leaves the
/// workspace. Whoever made it, and the owners and admins of the workspace, may everything. Nobody
/// who may nothing learns that it is there. The document's row is the lock under which its name,
/// who may what, and its updates change. Tables: document, document_right.
@NullMarked
package dev.parley.features.documents;

import org.jspecify.annotations.NullMarked;
