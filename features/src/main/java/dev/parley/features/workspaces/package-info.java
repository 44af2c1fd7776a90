/// Workspaces: what people work in together, who is in them, and as what. A workspace's row is the
/// lock under which its name and its members change; a person's member row is the lock under which
/// that person acts in it. There is an owner as long as anyone active is left who is not a guest.
/// Every change is an event on the workspace's topic, and what concerns one person's list of
/// workspaces is one on the person's topic too, so that an old snapshot and the events after it
/// equal a fresh snapshot. Invitations let in whoever has their code. Tables: workspace,
/// workspace_member, workspace_invitation, workspace_invitation_use.
@NullMarked
package dev.parley.features.workspaces;

import org.jspecify.annotations.NullMarked;
