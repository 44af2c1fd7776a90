-- What migrations call so that every table is guarded in the same way.

grant usage on schema public to parley_app, parley_system, parley_append, parley_definer;

-- A table of tenants' rows: transactions of a tenant see and write its rows alone, the owner of the
-- table included.
create function parley_protect(target regclass) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_rows on %s to parley_app '
    'using (tenant_id = nullif(current_setting(''parley.tenant'', true), '''')::uuid)', target);
  execute format('grant select, insert, update, delete on %s to parley_app', target);
end $$;

-- Transactions of the installation as a whole may do this to all rows: parley_system_may('session', 'select').
create function parley_system_may(target regclass, actions text) returns void
language plpgsql as $$
begin
  execute format('grant %s on %s to parley_system', actions, target);
  execute format('create policy system_rows on %s to parley_system using (true)', target);
end $$;

-- The append functions may do this to all rows.
create function parley_definer_may(target regclass, actions text) returns void
language plpgsql as $$
begin
  execute format('grant %s on %s to parley_definer', actions, target);
  execute format('create policy definer_rows on %s to parley_definer using (true)', target);
end $$;

-- Makes a function run with the rights of parley_definer, whoever calls it; parley_append may.
create function parley_append_function(target regprocedure) returns void
language plpgsql as $$
begin
  execute format('alter function %s security definer', target);
  execute format('alter function %s set search_path = public, pg_temp', target);
  execute format('revoke all on function %s from public', target);
  execute format('grant execute on function %s to parley_append', target);
  grant create on schema public to parley_definer;
  execute format('alter function %s owner to parley_definer', target);
  revoke create on schema public from parley_definer;
end $$;

revoke all on function parley_protect(regclass) from public;
revoke all on function parley_system_may(regclass, text) from public;
revoke all on function parley_definer_may(regclass, text) from public;
revoke all on function parley_append_function(regprocedure) from public;
