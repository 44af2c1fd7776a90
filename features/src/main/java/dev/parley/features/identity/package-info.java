/// People: who they are and what they may do in their tenant. An address names one person of a
/// tenant, whatever its letters' case. Someone without a password has an invitation, which is used
/// once. A person is never deleted, only deactivated, so that what they said keeps its author.
/// Tables: app_user, invitation.
@NullMarked
package dev.parley.features.identity;

import org.jspecify.annotations.NullMarked;
