-- One row per topic: where its log stands, and the lock under which offsets are given out.
create table topic (
  tenant_id uuid not null,
  topic text not null,
  -- Names this life of the log, so that an offset of another life is never mistaken for one of it.
  epoch text not null default left(replace(gen_random_uuid()::text, '-', ''), 16),
  head bigint not null default 0,
  primary key (tenant_id, topic)
) with (fillfactor = 70);

select parley_protect('topic');
revoke insert, update, delete on topic from parley_app;
grant insert (tenant_id, topic) on topic to parley_app;
select parley_system_may('topic', 'select');
select parley_definer_may('topic', 'select, insert, update');

-- The events themselves, in partitions of one UTC day.
create table event (
  tenant_id uuid not null,
  topic text not null,
  "offset" bigint not null,
  created_at timestamptz not null,
  type text not null,
  payload text not null,
  user_id uuid,
  -- Whose subscriptions end with it: null nobody's, '*' everyone's, else one user's.
  ends text,
  primary key (tenant_id, topic, "offset", created_at)
) partition by range (created_at);

select parley_protect('event');
revoke insert, update, delete on event from parley_app;
select parley_definer_may('event', 'insert');

-- One marker per commit that wrote events: deleted once the nodes have been told, so that what a
-- crash left untold is found. A commit of the group append spans tenants, and so does its marker.
create table outbox (
  id bigint generated always as identity primary key,
  tenants uuid[] not null,
  topics text[] not null,
  epochs text[] not null,
  heads bigint[] not null,
  created_at timestamptz not null default clock_timestamp()
);
alter table outbox enable row level security;
alter table outbox force row level security;
select parley_system_may('outbox', 'select, delete');
select parley_definer_may('outbox', 'select (id), insert');

-- Appends events, in the order given, and answers each one's place. Topics are locked in one order
-- by all, so that two appends never wait for each other crosswise; offsets of a rolled back append
-- are given out again, so they have no gap.
create function append_events(
  tenants uuid[], topics text[], types text[], payloads text[], users uuid[], endings text[])
returns table (ordinal bigint, epoch text, "offset" bigint, created_at timestamptz, marker bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  bound uuid := nullif(current_setting('parley.tenant', true), '')::uuid;
  moment timestamptz;
begin
  if exists (select from unnest(tenants) t where t is null or t <> bound) then
    raise insufficient_privilege using message = 'An event belongs to the tenant of its transaction';
  end if;

  insert into topic (tenant_id, topic)
    select distinct d.tenant, d.topic from unnest(tenants, topics) as d(tenant, topic)
    where not exists (
      select from topic k where k.tenant_id = d.tenant and k.topic = d.topic)
    order by 1, 2
    on conflict do nothing;

  perform from topic k
    where (k.tenant_id, k.topic) in (select * from unnest(tenants, topics))
    order by k.tenant_id, k.topic
    for no key update;

  -- After the locks, so that within a topic time does not run against the offsets.
  moment := date_trunc('milliseconds', clock_timestamp());

  return query
    with draft as (
      select d.*, row_number() over (partition by d.tenant, d.topic order by d.ordinal) as step
      from unnest(tenants, topics, types, payloads, users, endings) with ordinality
        as d(tenant, topic, type, payload, by_user, ending, ordinal)
    ), moved as (
      update topic k set head = k.head + c.steps
      from (select tenant, topic, count(*) as steps from draft group by tenant, topic) c
      where k.tenant_id = c.tenant and k.topic = c.topic
      returning k.tenant_id, k.topic, k.epoch, k.head, k.head - c.steps as base
    ), written as (
      insert into event (tenant_id, topic, "offset", created_at, type, payload, user_id, ends)
      select d.tenant, d.topic, m.base + d.step, moment, d.type, d.payload, d.by_user, d.ending
      from draft d join moved m on m.tenant_id = d.tenant and m.topic = d.topic
    ), marked as (
      insert into outbox (tenants, topics, epochs, heads)
      select array_agg(m.tenant_id), array_agg(m.topic), array_agg(m.epoch), array_agg(m.head)
      from moved m
      returning id
    )
    select d.ordinal, m.epoch, m.base + d.step, moment, k.id
    from draft d join moved m on m.tenant_id = d.tenant and m.topic = d.topic cross join marked k
    order by d.ordinal;
end $$;

select parley_append_function('append_events(uuid[], text[], text[], text[], uuid[], text[])');
grant execute on function append_events(uuid[], text[], text[], text[], uuid[], text[])
  to parley_app, parley_system;

-- Makes the partitions of today and the days ahead that are missing; answers how many it made.
-- Attaching, rather than creating in place, keeps writers going meanwhile.
create function ensure_event_partitions(days int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  today date := (now() at time zone 'UTC')::date;
  day date;
  name text;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
  for day in select today + step from generate_series(0, days) step loop
    name := 'event_' || to_char(day, 'YYYYMMDD');
    if to_regclass(name) is null then
      execute format('create table %I (like event including defaults)', name);
      execute format('alter table %I enable row level security', name);
      execute format('alter table %I force row level security', name);
      execute format(
        'alter table event attach partition %I for values from (%L) to (%L)', name,
        day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

-- Drops the partitions of days that ended more than so many days ago; answers how many.
create function drop_event_partitions(days int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  oldest text := 'event_' || to_char((now() at time zone 'UTC')::date - days, 'YYYYMMDD');
  partition regclass;
  dropped int := 0;
begin
  for partition in
    select i.inhrelid::regclass from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'event'::regclass and c.relname < oldest
    order by c.relname
  loop
    execute format('drop table %s', partition);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

revoke all on function ensure_event_partitions(int) from public;
revoke all on function drop_event_partitions(int) from public;
grant execute on function ensure_event_partitions(int) to parley_system;
grant execute on function drop_event_partitions(int) to parley_system;

select ensure_event_partitions(7);
