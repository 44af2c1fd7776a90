-- Who has left a workspace, until no task of it is assigned to them any more. Tasks are looked through
-- in the order of their ids, by whoever has the row until due_at.
create table task_departure (
  tenant_id uuid not null,
  workspace_id uuid not null,
  user_id uuid not null,
  departed_by uuid not null,
  departed_at timestamptz not null,
  after_task uuid,
  due_at timestamptz not null,
  primary key (tenant_id, workspace_id, user_id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id)
);

create index task_departure_due on task_departure (due_at);

select parley_protect('task_departure');
select parley_system_may('task_departure', 'select, update, delete');
