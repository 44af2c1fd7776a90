-- What people of a workspace write together, by what it is and who may what; its content is kept
-- elsewhere. The lock of the row (no key update) orders what happens to it: its name, who may what,
-- and its updates, so that nobody writes who may no more.
create table document (
  tenant_id uuid not null,
  id uuid not null,
  workspace_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('rich', 'code')),
  -- Names the life of its history.
  epoch uuid not null,
  -- What guests and members of the workspace may who have no right of their own.
  guest_access text not null check (guest_access in ('none', 'read', 'comment', 'write')),
  member_access text not null check (member_access in ('none', 'read', 'comment', 'write')),
  -- The number of its newest update, and what its content takes.
  seq bigint not null default 0 check (seq >= 0),
  bytes bigint not null default 0 check (bytes >= 0),
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, id, workspace_id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id),
  foreign key (tenant_id, created_by) references app_user (tenant_id, id)
);

create index document_workspace on document (tenant_id, workspace_id, id) where deleted_at is null;

-- What one person may, whatever others in the same role may. It ends when the person is in the
-- workspace no longer.
create table document_right (
  tenant_id uuid not null,
  document_id uuid not null,
  workspace_id uuid not null,
  user_id uuid not null,
  access text not null check (access in ('none', 'read', 'comment', 'write', 'owner')),
  primary key (tenant_id, document_id, user_id),
  foreign key (tenant_id, document_id, workspace_id)
    references document (tenant_id, id, workspace_id),
  foreign key (tenant_id, workspace_id, user_id)
    references workspace_member (tenant_id, workspace_id, user_id) on delete cascade
);

create index document_right_member on document_right (tenant_id, workspace_id, user_id);

select parley_protect('document');
select parley_protect('document_right');
