create table tenant (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 200),
  presence_visibility text not null default 'shared'
    check (presence_visibility in ('everyone', 'shared', 'nobody')),
  created_at timestamptz not null default now()
);

-- A tenant sees its own row and no other; it is found by its slug, and made, before anyone of it
-- has signed in.
alter table tenant enable row level security;
alter table tenant force row level security;
create policy tenant_rows on tenant to parley_app
  using (id = nullif(current_setting('parley.tenant', true), '')::uuid);
grant select, update on tenant to parley_app;
select parley_system_may('tenant', 'select, insert');
