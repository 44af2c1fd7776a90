-- The first answer to each request with an Idempotency-Key; without status as long as it runs. The
-- body is sealed: it may hold a ticket or an invitation.
create table http_idempotency (
  tenant_id uuid not null,
  user_id uuid not null,
  key text not null,
  hash text not null,
  claimed_at timestamptz not null,
  status int,
  body text,
  primary key (tenant_id, user_id, key)
);
create index http_idempotency_by_age on http_idempotency (claimed_at);

select parley_protect('http_idempotency');
select parley_system_may('http_idempotency', 'select, delete');
