-- What a person signs in from. A device that has signed in before keeps a limit of its own, so that
-- a stranger who guesses passwords locks out strangers alone.
create table device (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create unique index device_token on device (tenant_id, token_hash);
create index device_user on device (tenant_id, user_id);
select parley_protect('device');
select parley_system_may('device', 'select, delete');

-- One sign-in of one device. Its id is the family of its refresh tokens.
create table session (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  device_id uuid not null,
  user_agent text,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index session_of_user on session (tenant_id, user_id) where revoked_at is null;
create index session_revoked on session (revoked_at) where revoked_at is not null;
create index session_expires on session (expires_at);
select parley_protect('session');
select parley_system_may('session', 'select, delete');

create table refresh_token (
  tenant_id uuid not null,
  token_hash text not null,
  session_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, session_id) references session (tenant_id, id) on delete cascade
);
create index refresh_token_session on refresh_token (tenant_id, session_id);
create index refresh_token_expires on refresh_token (expires_at);
select parley_protect('refresh_token');
select parley_system_may('refresh_token', 'select, delete');

-- Sign-ins that have failed, or whose outcome is still open. Accounts stand here by a hash of their
-- address, so that one which does not exist is counted like one that does.
create table login_attempt (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  account text not null,
  device_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index login_attempt_account on login_attempt (tenant_id, account, created_at);
create index login_attempt_created on login_attempt (created_at);
select parley_protect('login_attempt');
select parley_system_may('login_attempt', 'select, delete');

create table ticket (
  tenant_id uuid not null,
  token_hash text not null,
  session_id uuid not null,
  expires_at timestamptz not null,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, session_id) references session (tenant_id, id) on delete cascade
);
create index ticket_expires on ticket (expires_at);
select parley_protect('ticket');
select parley_system_may('ticket', 'select, delete');
