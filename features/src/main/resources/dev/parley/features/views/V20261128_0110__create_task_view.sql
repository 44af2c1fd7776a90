-- Ways to look at the tasks of a workspace, kept under a name. A personal one is its maker's alone;
-- a shared one is everybody's in the workspace.
create table task_view (
  tenant_id uuid not null,
  id uuid not null,
  workspace_id uuid not null,
  board_id uuid,
  owner_id uuid not null,
  shared boolean not null,
  name text not null check (length(name) between 1 and 100),
  layout text not null check (layout in ('board', 'list', 'calendar')),
  query text not null check (length(query) <= 1000),
  version int not null check (version > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id),
  foreign key (tenant_id, board_id) references board (tenant_id, id)
);

create index task_view_workspace on task_view (tenant_id, workspace_id);

select parley_protect('task_view');
