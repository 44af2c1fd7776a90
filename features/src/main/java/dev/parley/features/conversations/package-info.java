/// Conversations: who talks to whom, how far each has read, and who may hear it. A conversation's
/// row is the lock under which its people, its name and its messages change; a person's participant
/// row is the lock under which that person acts in it. Every change is an event on the
/// conversation's topic, and what concerns one person's list of conversations is one on the
/// person's topic too, so that an old snapshot and the events after it equal a fresh snapshot. Who
/// takes part in a group of a workspace is in the workspace. Tables: conversation, participant.
@NullMarked
package dev.parley.features.conversations;

import org.jspecify.annotations.NullMarked;
