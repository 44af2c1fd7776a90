-- A group may belong to a workspace, whose members alone take part in it.
alter table conversation add column workspace_id uuid;
alter table conversation add foreign key (tenant_id, workspace_id) references workspace (tenant_id, id);
alter table conversation add check (type = 'group' or workspace_id is null);
create index conversation_workspace on conversation (tenant_id, workspace_id)
  where workspace_id is not null and deleted_at is null;

-- How a person keeps the conversation among the others: in front, and at which place. Places compare
-- as bytes; there is always room for another between two.
alter table participant add column starred boolean not null default false;
alter table participant add column position text collate "C"
  check (position ~ '^[0-9A-Za-z]{1,64}$');
