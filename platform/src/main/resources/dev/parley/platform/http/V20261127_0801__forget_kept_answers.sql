-- Answers that were sealed under a master key which is gone are emptied; their keys stay claimed.
grant update (body) on http_idempotency to parley_system;
