-- The tasks that a message cites; null for none.
alter table message add column task_ids uuid[];

-- Which messages cite a task.
create index message_task on message using gin (task_ids) where task_ids is not null;

-- The same append, of messages that cite tasks as well: `cited` has them as an array's literal, or
-- null, and `citable` whether the sender may cite them. One more verdict:
--   task_unknown   it cites a task that is not the sender's to see
-- A repeat is a repeat whatever it cites. The one before stays for nodes of the last release.
create function append_messages(
  tenants uuid[], conversations uuid[], ids uuid[], users uuid[], client_ids text[],
  contents text[], replies uuid[], metadatas text[], cited text[], citable boolean[],
  moment timestamptz)
returns table (
  ordinal bigint, verdict text, message_id uuid, seq bigint, content text, reply_to_id uuid,
  metadata text, task_ids uuid[], created_at timestamptz, edited_at timestamptz,
  deleted_at timestamptz)
language plpgsql as $$
#variable_conflict use_column
begin
  perform from (
      select distinct * from unnest(tenants, conversations) as u(tenant, conversation)
      order by 1, 2) d
    cross join lateral (
      select from conversation c where c.tenant_id = d.tenant and c.id = d.conversation
      for no key update) locked;

  return query
    with asked as (
      select d.*, coalesce(d.client_id, d.id::text) as client_key
      from unnest(tenants, conversations, ids, users, client_ids, contents, replies, metadatas,
          cited, citable)
        with ordinality
        as d(tenant, conversation, id, by_user, client_id, content, reply, metadata, task_ids,
          citable, ordinal)
    ), judged as (
      select d.*, c.current_seq, k.message_id as earlier,
        case
          when u.active is null then 'not_found'
          when k.message_id is not null then 'repeat'
          when d.reply is not null and r.found is null then 'reply_unknown'
          when not d.citable then 'task_unknown'
          else 'new'
        end as verdict
      from asked d
      left join lateral (
        select c.current_seq from conversation c
        where c.tenant_id = d.tenant and c.id = d.conversation and c.deleted_at is null
        offset 0
      ) c on true
      left join lateral (
        select true as takes_part from participant p
        where c.current_seq is not null and p.tenant_id = d.tenant
          and p.conversation_id = d.conversation and p.user_id = d.by_user
        offset 0
      ) p on true
      left join lateral (
        select true as active from app_user u
        where p.takes_part and u.tenant_id = d.tenant and u.id = d.by_user
          and u.deactivated_at is null
        offset 0
      ) u on true
      left join lateral (
        select k.message_id from message_client k
        where k.tenant_id = d.tenant and k.conversation_id = d.conversation
          and k.user_id = d.by_user and k.client_key = d.client_key
        offset 0
      ) k on true
      left join lateral (
        select true as found from message m
        where d.reply is not null and m.tenant_id = d.tenant and m.id = d.reply
          and m.conversation_id = d.conversation
        offset 0
      ) r on true
    ), firsts as (
      select j.*, case when j.verdict = 'new' then first_value(j.id) over (
        partition by j.tenant, j.conversation, j.by_user, j.client_key, j.verdict
        order by j.ordinal) end as first
      from judged j
    ), numbered as (
      select f.*, f.current_seq + count(*) filter (where f.first = f.id) over (
        partition by f.tenant, f.conversation order by f.ordinal) as seq
      from firsts f
    ), fresh as (
      select n.* from numbered n where n.first = n.id
    ), stored as (
      insert into message (tenant_id, id, conversation_id, seq, client_id, user_id, type, content,
        reply_to_id, metadata, task_ids, created_at)
      select f.tenant, f.id, f.conversation, f.seq, f.client_id, f.by_user, 'text', f.content,
        f.reply, f.metadata, f.task_ids::uuid[], moment
      from fresh f
    ), remembered as (
      insert into message_client (tenant_id, conversation_id, user_id, client_key, message_id,
        created_at)
      select f.tenant, f.conversation, f.by_user, f.client_key, f.id, moment
      from fresh f
    ), counted as (
      update conversation c
      set current_seq = t.seq, active_at = greatest(c.active_at, moment)
      from (
        select f.tenant, f.conversation, max(f.seq) as seq from fresh f
        group by f.tenant, f.conversation) t
      where c.tenant_id = t.tenant and c.id = t.conversation
    ), seen as (
      update participant p
      set read_seq = greatest(p.read_seq, t.seq), delivered_seq = greatest(p.delivered_seq, t.seq)
      from (
        select f.tenant, f.conversation, f.by_user, max(f.seq) as seq from fresh f
        group by f.tenant, f.conversation, f.by_user) t
      where p.tenant_id = t.tenant and p.conversation_id = t.conversation
        and p.user_id = t.by_user
    )
    select n.ordinal,
      case when n.first <> n.id then 'repeat' else n.verdict end,
      coalesce(n.earlier, n.first),
      case when n.first = n.id then n.seq else m.seq end,
      m.content, m.reply_to_id, m.metadata, m.task_ids, m.created_at, m.edited_at, m.deleted_at
    from numbered n
    left join lateral (
      select m.* from message m
      where n.earlier is not null and m.tenant_id = n.tenant and m.id = n.earlier
      offset 0
    ) m on true
    order by n.ordinal;
end $$;

-- The plan is made once, and looks rows up by key whatever the statistics said when it was made.
alter function append_messages(
    uuid[], uuid[], uuid[], uuid[], text[], text[], uuid[], text[], text[], boolean[],
    timestamptz)
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off;

select parley_append_function(
  'append_messages(uuid[], uuid[], uuid[], uuid[], text[], text[], uuid[], text[], text[], boolean[], '
  'timestamptz)');
