-- What there is to do. The fields that people change are one document, in the form in which clients
-- see them; what is searched by is taken out of it. The lock of the row (no key update) orders its
-- changes. There are no foreign keys to check again: the one writer holds the board and has looked
-- at the workspace.
create table task (
  tenant_id uuid not null,
  id uuid not null,
  workspace_id uuid not null,
  fields jsonb not null,
  -- The version that changed each field last, where that is not the first.
  field_versions jsonb not null,
  -- What it came from: {conversationId, messageId}.
  source jsonb,
  version int not null check (version > 0),
  created_by uuid not null,
  updated_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  board_id uuid generated always as ((fields ->> 'boardId')::uuid) stored,
  column_id uuid generated always as ((fields ->> 'columnId')::uuid) stored,
  parent_id uuid generated always as ((fields ->> 'parentId')::uuid) stored,
  position text collate "C" generated always as (fields ->> 'position') stored,
  primary key (tenant_id, id)
) with (fillfactor = 70);

create index task_workspace on task (tenant_id, workspace_id, id) where deleted_at is null;
create index task_column on task (tenant_id, board_id, column_id, position)
  where deleted_at is null and board_id is not null;
create index task_parent on task (tenant_id, parent_id)
  where deleted_at is null and parent_id is not null;

select parley_protect('task');
