-- A snapshot only reads, so the row of a topic without events is made beside it.
grant insert (tenant_id, topic) on topic to parley_system;

-- After a restore from a backup: gives every topic a new life, so that positions from the time that
-- was lost are not taken for positions of today, and every client reloads. Answers how many.
create function renew_epochs() returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with renewed as (
    update topic set epoch = left(replace(gen_random_uuid()::text, '-', ''), 16) returning 1
  )
  select count(*) from renewed
$$;
revoke all on function renew_epochs() from public;
