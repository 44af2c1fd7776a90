-- What tasks are arranged on. Its columns are few and change together, so they are part of the row:
-- a list of {id, name, status}. The lock of the row keeps the columns as they are for those who put
-- tasks into them (share), and orders its changes (update).
create table board (
  tenant_id uuid not null,
  id uuid not null,
  workspace_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  columns jsonb not null,
  version int not null check (version > 0),
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id)
);

create index board_workspace on board (tenant_id, workspace_id) where deleted_at is null;

select parley_protect('board');
