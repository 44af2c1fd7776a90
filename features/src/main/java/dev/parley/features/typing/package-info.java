/// Typing: who is writing in a conversation right now. Kept nowhere, told to those who listen, and
/// the first to be dropped.
@NullMarked
package dev.parley.features.typing;

import org.jspecify.annotations.NullMarked;
