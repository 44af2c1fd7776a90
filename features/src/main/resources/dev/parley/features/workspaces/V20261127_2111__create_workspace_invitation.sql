-- What lets people into a workspace. The code itself is not kept. It holds as long as whoever made it
-- could make it.
create table workspace_invitation (
  tenant_id uuid not null,
  id uuid not null,
  workspace_id uuid not null,
  code_hash text not null,
  role text not null check (role in ('guest', 'member', 'admin')),
  -- Whom alone it is for.
  email text check (length(email) between 3 and 254),
  uses_max int not null check (uses_max >= 1),
  uses int not null default 0 check (uses between 0 and uses_max),
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id),
  foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);

create unique index workspace_invitation_code on workspace_invitation (tenant_id, code_hash);
create index workspace_invitation_workspace on workspace_invitation (tenant_id, workspace_id);

-- Who has joined by it: a person does so once.
create table workspace_invitation_use (
  tenant_id uuid not null,
  invitation_id uuid not null,
  user_id uuid not null,
  used_at timestamptz not null,
  primary key (tenant_id, invitation_id, user_id),
  foreign key (tenant_id, invitation_id) references workspace_invitation (tenant_id, id)
    on delete cascade,
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);

select parley_protect('workspace_invitation');
select parley_protect('workspace_invitation_use');
