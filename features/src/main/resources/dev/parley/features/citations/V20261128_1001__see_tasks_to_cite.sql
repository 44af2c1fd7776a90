-- Who may cite what is judged where messages of many tenants are appended.
select parley_definer_may('task', 'select, update (id)');
select parley_definer_may('workspace_member', 'select, update (user_id)');

-- Which of these people see which of these tasks: the places in the arrays, from 1. They see them
-- until the transaction ends: the tasks are not deleted, and nobody is taken out of a workspace.
-- Who does not see a task holds nothing. Tasks are held before places in workspaces, each in the
-- order that all keep. In a transaction of a tenant it sees that tenant alone.
create function seen_tasks(tenants uuid[], users uuid[], tasks uuid[]) returns setof bigint
language plpgsql as $$
declare
  mine uuid := nullif(current_setting('parley.tenant', true), '')::uuid;
begin
  perform from (
      select distinct a.tenant, a.task
      from unnest(tenants, users, tasks) as a(tenant, by_user, task)
      join task t on t.tenant_id = a.tenant and t.id = a.task and t.deleted_at is null
      join workspace_member m on m.tenant_id = t.tenant_id and m.workspace_id = t.workspace_id
        and m.user_id = a.by_user
      where mine is null or a.tenant = mine
      order by 1, 2) d
    cross join lateral (
      select from task t where t.tenant_id = d.tenant and t.id = d.task for share) held;

  perform from (
      select distinct t.tenant_id, t.workspace_id, a.by_user
      from unnest(tenants, users, tasks) as a(tenant, by_user, task)
      join task t on t.tenant_id = a.tenant and t.id = a.task and t.deleted_at is null
      where mine is null or a.tenant = mine
      order by 1, 2, 3) d
    cross join lateral (
      select from workspace_member m
      where m.tenant_id = d.tenant_id and m.workspace_id = d.workspace_id and m.user_id = d.by_user
      for key share) held;

  return query
    select a.place
    from unnest(tenants, users, tasks) with ordinality as a(tenant, by_user, task, place)
    join task t on t.tenant_id = a.tenant and t.id = a.task and t.deleted_at is null
    join workspace_member m on m.tenant_id = t.tenant_id and m.workspace_id = t.workspace_id
      and m.user_id = a.by_user
    join app_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deactivated_at is null
    where mine is null or a.tenant = mine;
end $$;

-- Each row is found by its key, as in the append.
alter function seen_tasks(uuid[], uuid[], uuid[])
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off;

select parley_append_function('seen_tasks(uuid[], uuid[], uuid[])');
grant execute on function seen_tasks(uuid[], uuid[], uuid[]) to parley_app;
