-- By which people are let into a workspace without being invited. The row's lock orders the rule's
-- changes (update); who lets people in by it keeps it as it is meanwhile (share).
create table enrolment_rule (
  tenant_id uuid not null,
  id uuid not null,
  workspace_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  type text not null check (type in ('email_domain', 'user_metadata', 'manual')),
  -- As people see them: {domains} or {all: [{key, in}]} or {}.
  criteria jsonb not null,
  -- As people are compared with them: domains in every way of writing them, or conditions.
  matching jsonb not null,
  -- {role, conversationIds}.
  actions jsonb not null,
  active boolean not null,
  version int not null check (version > 0),
  created_by uuid not null,
  created_at timestamptz not null,
  updated_by uuid not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id)
);

create index enrolment_rule_workspace on enrolment_rule (tenant_id, workspace_id)
  where deleted_at is null;

-- What a rule was in each of its versions: {name, type, criteria, actions, active}.
create table enrolment_rule_version (
  tenant_id uuid not null,
  rule_id uuid not null,
  version int not null,
  definition jsonb not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (tenant_id, rule_id, version),
  foreign key (tenant_id, rule_id) references enrolment_rule (tenant_id, id)
);

-- Letting people in, or taking back that they were, in steps of which each is one transaction with
-- how far it has got. Whoever works on it has it until leased_until.
create table enrolment_run (
  tenant_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  workspace_id uuid not null,
  rule_version int not null,
  kind text not null check (kind in ('apply', 'rollback')),
  -- Of these people alone, and whether someone has named them.
  people uuid[],
  by_name boolean not null,
  -- A rollback takes back what later versions did.
  to_version int,
  state text not null check (state in ('pending', 'running', 'done', 'superseded', 'failed')),
  -- The last person that was looked at, or the effect.
  after_person uuid,
  below_effect bigint,
  counts jsonb not null,
  undone int not null default 0,
  kept int not null default 0,
  attempts int not null default 0,
  leased_until timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, rule_id) references enrolment_rule (tenant_id, id)
);

create index enrolment_run_rule on enrolment_run (tenant_id, rule_id, id);
create index enrolment_run_open on enrolment_run (leased_until) where state in ('pending', 'running');

-- What rules did to people, so that it can be taken back, and is not done twice.
create table enrolment_effect (
  tenant_id uuid not null,
  id bigint generated always as identity,
  rule_id uuid not null,
  rule_version int not null,
  run_id uuid,
  workspace_id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('joined', 'raised', 'conversation')),
  role_from text,
  role_to text,
  conversation_id uuid,
  -- Since when the person was in the workspace, or the conversation, when it was done.
  since timestamptz not null,
  created_at timestamptz not null,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, rule_id) references enrolment_rule (tenant_id, id),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);

create index enrolment_effect_rule on enrolment_effect (tenant_id, rule_id, id)
  where undone_at is null;
create index enrolment_effect_person on enrolment_effect (tenant_id, user_id, rule_id)
  where undone_at is null;

select parley_protect('enrolment_rule');
select parley_protect('enrolment_rule_version');
select parley_protect('enrolment_run');
select parley_protect('enrolment_effect');
select parley_system_may('enrolment_run', 'select, update');
