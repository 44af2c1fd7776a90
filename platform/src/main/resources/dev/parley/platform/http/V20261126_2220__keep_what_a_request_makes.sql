-- A claim gives out, once, the id of what the request makes, and keeps it for whoever takes the claim
-- over. It is open to be taken over when its time has run out or its request has come to no answer.
alter table http_idempotency
  add column made_id uuid,
  add column running_until timestamptz not null default now() + interval '60 seconds';
