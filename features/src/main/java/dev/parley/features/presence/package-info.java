/// Presence: who is online, away or gone, over all connections and nodes, and when the gone were
/// last seen. Seen only as far as the tenant's setting lets it. Statuses live in a shared store
/// that forgets a connection whose node falls silent; the moment of leaving is kept with the person
/// (app_user.last_seen_at).
@NullMarked
package dev.parley.features.presence;

import org.jspecify.annotations.NullMarked;
