-- What people work in together. The lock of its row (no key update) orders what happens to it and to
-- who its members are.
create table workspace (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  description text check (length(description) between 1 and 2000),
  member_count int not null check (member_count >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id)
);

-- Who is in it. Nobody is in a deleted workspace, and nobody who was deactivated is in any.
create table workspace_member (
  tenant_id uuid not null,
  workspace_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('guest', 'member', 'admin', 'owner')),
  joined_at timestamptz not null,
  primary key (tenant_id, workspace_id, user_id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);

create index workspace_member_user on workspace_member (tenant_id, user_id);

select parley_protect('workspace');
select parley_protect('workspace_member');
