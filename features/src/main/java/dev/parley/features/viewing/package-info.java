/// Viewing: who looks at a conversation, a task or a document right now. Said by clients for each
/// connection, again and again; a person counts once, however many connections look on, and is gone
/// when the last has left or fallen silent. Kept in a shared store that outlives any node, told to
/// those who hear the topic, at most once a second, and written nowhere else. Permission is that to
/// hear the topic; which features have topics is not known here.
@NullMarked
package dev.parley.features.viewing;

import org.jspecify.annotations.NullMarked;
