-- A task has one conversation at most. There is no foreign key: who begins it holds the task, and the
-- task takes it along. It is in a workspace, so that who leaves that leaves it.
alter table conversation add column task_id uuid;
alter table conversation add check (task_id is null or workspace_id is not null);
create unique index conversation_task on conversation (tenant_id, task_id)
  where task_id is not null and deleted_at is null;
