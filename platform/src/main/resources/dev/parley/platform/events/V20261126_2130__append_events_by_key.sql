-- The same append, whose cost is that of its own rows, whatever other topics there are: each row's
-- topic is looked up by key, under its lock.
create or replace function append_events(
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
    select d.tenant, d.topic
    from (select distinct * from unnest(tenants, topics) as u(tenant, topic)) d
    where not exists (
      select from topic k where k.tenant_id = d.tenant and k.topic = d.topic offset 0)
    order by 1, 2
    on conflict do nothing;

  perform from (
      select distinct * from unnest(tenants, topics) as u(tenant, topic) order by 1, 2) d
    cross join lateral (
      select from topic k where k.tenant_id = d.tenant and k.topic = d.topic
      for no key update) locked;

  -- After the locks, so that within a topic time does not run against the offsets.
  moment := date_trunc('milliseconds', clock_timestamp());

  return query
    with draft as (
      select d.*, k.epoch,
        k.head + row_number() over (partition by d.tenant, d.topic order by d.ordinal) as "offset"
      from unnest(tenants, topics, types, payloads, users, endings) with ordinality
        as d(tenant, topic, type, payload, by_user, ending, ordinal)
      cross join lateral (
        select k.epoch, k.head from topic k
        where k.tenant_id = d.tenant and k.topic = d.topic
        offset 0
      ) k
    ), head as (
      select d.tenant, d.topic, d.epoch, max(d."offset") as head
      from draft d group by d.tenant, d.topic, d.epoch
    ), moved as (
      update topic k set head = h.head from head h
      where k.tenant_id = h.tenant and k.topic = h.topic
    ), written as (
      insert into event (tenant_id, topic, "offset", created_at, type, payload, user_id, ends)
      select d.tenant, d.topic, d."offset", moment, d.type, d.payload, d.by_user, d.ending
      from draft d
    ), marked as (
      insert into outbox (tenants, topics, epochs, heads)
      select array_agg(h.tenant), array_agg(h.topic), array_agg(h.epoch), array_agg(h.head)
      from head h
      returning id
    )
    select d.ordinal, d.epoch, d."offset", moment, k.id
    from draft d cross join marked k
    order by d.ordinal;
end $$;

-- The plan is made once, and looks rows up by key whatever the statistics said when it was made.
alter function append_events(uuid[], text[], text[], text[], uuid[], text[])
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off;

select parley_append_function('append_events(uuid[], text[], text[], text[], uuid[], text[])');
