-- What a tenant's administrators say about a feature: off, on, or on in phases, for groups of people
-- and for a share of everyone else. The salt draws the share of this switch apart from all others.
create table feature_switch (
  tenant_id uuid not null references tenant (id),
  key text not null check (key ~ '^[a-z][a-z0-9.-]{0,63}$'),
  description text not null check (length(description) <= 500),
  state text not null check (state in ('off', 'on', 'phased')),
  groups text[] not null check (groups <@ array['internal', 'beta', 'general']),
  percentage numeric(5, 2) not null check (percentage between 0 and 100),
  salt text not null,
  version int not null check (version > 0),
  updated_by uuid not null,
  updated_at timestamptz not null,
  primary key (tenant_id, key)
);

-- What holds for one person, whatever the switch says.
create table feature_switch_person (
  tenant_id uuid not null,
  key text not null check (key ~ '^[a-z][a-z0-9.-]{0,63}$'),
  user_id uuid not null,
  value boolean not null,
  primary key (tenant_id, key, user_id),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);

-- Who gets features early. Everyone else is in the general group.
create table rollout_group_member (
  tenant_id uuid not null,
  user_id uuid not null,
  member_of text not null check (member_of in ('internal', 'beta')),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);

-- What an operator has said for one tenant, and what for all of them.
create table tenant_feature_default (
  tenant_id uuid not null references tenant (id),
  key text not null check (key ~ '^[a-z][a-z0-9.-]{0,63}$'),
  state text not null check (state in ('off', 'on', 'phased')),
  groups text[] not null check (groups <@ array['internal', 'beta', 'general']),
  percentage numeric(5, 2) not null check (percentage between 0 and 100),
  primary key (tenant_id, key)
);

create table feature_default (
  key text primary key check (key ~ '^[a-z][a-z0-9.-]{0,63}$'),
  state text not null check (state in ('off', 'on', 'phased')),
  groups text[] not null check (groups <@ array['internal', 'beta', 'general']),
  percentage numeric(5, 2) not null check (percentage between 0 and 100)
);

-- Every change of the above, once and for good: nobody may alter or remove a row. The time is the
-- database's own, since nodes look here for what they have not heard of.
create table feature_switch_change (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  -- What was changed: the tenant's switch, what holds for one person, an operator's default, or the
  -- group that a person is in, which is of no one switch.
  kind text not null check (kind in ('switch', 'person', 'default', 'group')),
  key text check ((key is null) = (kind = 'group')),
  user_id uuid check ((user_id is null) = (kind in ('switch', 'default'))),
  version int,
  -- Empty where it was an operator.
  changed_by uuid,
  changed_at timestamptz not null default clock_timestamp(),
  before jsonb,
  after jsonb,
  primary key (tenant_id, id)
);

create index feature_switch_change_key on feature_switch_change (tenant_id, key, id);
create index feature_switch_change_time on feature_switch_change (changed_at);

create table feature_default_change (
  id uuid primary key,
  key text not null,
  changed_at timestamptz not null default clock_timestamp(),
  before jsonb,
  after jsonb
);

create index feature_default_change_key on feature_default_change (key, id);
create index feature_default_change_time on feature_default_change (changed_at);

select parley_protect('feature_switch');
select parley_protect('feature_switch_person');
select parley_protect('rollout_group_member');
select parley_protect('tenant_feature_default');
select parley_protect('feature_switch_change');
revoke update, delete on feature_switch_change from parley_app;
select parley_system_may('feature_switch_change', 'select');
grant select, insert, update, delete on feature_default to parley_system;
grant select, insert on feature_default_change to parley_system;
