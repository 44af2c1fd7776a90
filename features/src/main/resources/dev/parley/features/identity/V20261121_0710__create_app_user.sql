create table app_user (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  email text not null check (length(email) between 3 and 254),
  display_name text not null check (length(display_name) between 1 and 100),
  role text not null check (role in ('guest', 'member', 'admin', 'owner')),
  password_hash text,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz,
  last_seen_at timestamptz,
  primary key (tenant_id, id)
);

-- One address, one person, whatever its letters' case.
create unique index app_user_email on app_user (tenant_id, lower(email));
create index app_user_name on app_user (tenant_id, lower(display_name) text_pattern_ops);

select parley_protect('app_user');

-- What lets a person who was invited choose a password. The token itself is not kept.
create table invitation (
  tenant_id uuid not null,
  user_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);

create unique index invitation_token on invitation (tenant_id, token_hash);
select parley_protect('invitation');
