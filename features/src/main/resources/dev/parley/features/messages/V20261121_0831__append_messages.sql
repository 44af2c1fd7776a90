-- Who may send is decided here, so the append reads people.
grant select on app_user to parley_definer;
do $$
begin
  if not exists (
    select from pg_policy
    where polrelid = 'app_user'::regclass and polname = 'definer_rows')
  then
    create policy definer_rows on app_user to parley_definer using (true);
  end if;
end $$;

-- Appends messages of many tenants and conversations in the order given, and answers for each:
--   new            stored, with its seq
--   repeat         the sender has sent this before: the message that was stored then, or, where its
--                  columns are null, the one of this batch that message_id names
--   not_found      no such conversation, or the sender takes no part in it
--   reply_unknown  what it replies to is not a message of this conversation
-- Conversations are locked in one order by all, before anything is read, so that two appends never
-- wait for each other crosswise and each sees what the one before it did.
create function append_messages(
  tenants uuid[], conversations uuid[], ids uuid[], users uuid[], client_ids text[],
  contents text[], replies uuid[], metadatas text[], moment timestamptz)
returns table (
  ordinal bigint, verdict text, message_id uuid, seq bigint, content text, reply_to_id uuid,
  metadata text, created_at timestamptz, edited_at timestamptz, deleted_at timestamptz)
language plpgsql as $$
#variable_conflict use_column
begin
  perform from conversation c
    where (c.tenant_id, c.id) in (select * from unnest(tenants, conversations))
    order by c.tenant_id, c.id
    for no key update;

  return query
    with asked as (
      select d.*, coalesce(d.client_id, d.id::text) as client_key
      from unnest(tenants, conversations, ids, users, client_ids, contents, replies, metadatas)
        with ordinality
        as d(tenant, conversation, id, by_user, client_id, content, reply, metadata, ordinal)
    ), judged as (
      select d.*, s.current_seq, k.message_id as earlier,
        case
          when s.current_seq is null then 'not_found'
          when k.message_id is not null then 'repeat'
          when d.reply is not null and r.id is null then 'reply_unknown'
          else 'new'
        end as verdict
      from asked d
      left join lateral (
        select c.current_seq
        from conversation c
        join participant p on p.tenant_id = c.tenant_id and p.conversation_id = c.id
        join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id
        where c.tenant_id = d.tenant and c.id = d.conversation and c.deleted_at is null
          and p.user_id = d.by_user and u.deactivated_at is null
      ) s on true
      left join message_client k on k.tenant_id = d.tenant and k.conversation_id = d.conversation
        and k.user_id = d.by_user and k.client_key = d.client_key
      left join message r on r.tenant_id = d.tenant and r.id = d.reply
        and r.conversation_id = d.conversation
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
        reply_to_id, metadata, created_at)
      select f.tenant, f.id, f.conversation, f.seq, f.client_id, f.by_user, 'text', f.content,
        f.reply, f.metadata, moment
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
      m.content, m.reply_to_id, m.metadata, m.created_at, m.edited_at, m.deleted_at
    from numbered n
    left join message m on m.tenant_id = n.tenant and m.id = n.earlier
    order by n.ordinal;
end $$;

-- Each row is found by its key, whatever the statistics said when the plan was made; and the plan
-- is made once, not for each batch.
alter function append_messages(
    uuid[], uuid[], uuid[], uuid[], text[], text[], uuid[], text[], timestamptz)
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off;

select parley_append_function(
  'append_messages(uuid[], uuid[], uuid[], uuid[], text[], text[], uuid[], text[], timestamptz)');
