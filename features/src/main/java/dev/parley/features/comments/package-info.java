/// Comments: what the people of a workspace say about one of its tasks. A task has one conversation
/// at most, which begins with whoever wants to read or say something first and which everybody of
/// the workspace may enter, guests as well. It is a conversation like any other, save that it has
/// no owner, stands in no list of conversations, stays when nobody is left in it, and ends with its
/// task, in one transaction. The table is that of conversations.
@NullMarked
package dev.parley.features.comments;

import org.jspecify.annotations.NullMarked;
