-- Messages, in partitions of one UTC month by the time that their ids carry. What cannot be unique
-- across partitions is held elsewhere: seq by the locked counter of the conversation, the sender's
-- own id by message_client. The one writer of new rows is append_messages, which holds the
-- conversation and the sender's participant row; so there are no foreign keys to check again.
create table message (
  tenant_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  seq bigint not null check (seq > 0),
  client_id text,
  user_id uuid not null,
  type text not null,
  -- Null once it was deleted.
  content text,
  reply_to_id uuid,
  metadata text,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (tenant_id, id)
) partition by range (id);

create index message_seq on message (tenant_id, conversation_id, seq);

select parley_protect('message');
revoke insert, delete on message from parley_app;
select parley_definer_may('message', 'select, insert');

-- What each sender has sent, by the sender's own id of it: a repeat finds the first one here, for
-- as long as the horizon.
create table message_client (
  tenant_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  client_key text not null,
  message_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, conversation_id, user_id, client_key)
);

create index message_client_created on message_client using brin (created_at);

select parley_protect('message_client');
revoke insert, update, delete on message_client from parley_app;
select parley_system_may('message_client', 'select, delete');
select parley_definer_may('message_client', 'select, insert');

-- The lowest id of version 7 of a moment.
create function message_id_floor(moment timestamptz) returns uuid
language sql immutable as $$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of last month, this month and the months ahead that are missing; answers how
-- many it made. Last month's is for nodes whose clock is behind.
create function ensure_message_partitions(months int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  this_month timestamp := date_trunc('month', now() at time zone 'UTC');
  month timestamp;
  name text;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_message_partitions'));
  for month in select this_month + step * interval '1 month' from generate_series(-1, months) step
  loop
    name := 'message_' || to_char(month, 'YYYYMM');
    if to_regclass(name) is null then
      execute format('create table %I (like message including defaults including constraints)', name);
      execute format('alter table %I enable row level security', name);
      execute format('alter table %I force row level security', name);
      execute format(
        'alter table message attach partition %I for values from (%L) to (%L)', name,
        message_id_floor(month at time zone 'UTC'),
        message_id_floor((month + interval '1 month') at time zone 'UTC'));
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

revoke all on function ensure_message_partitions(int) from public;
grant execute on function ensure_message_partitions(int) to parley_system;

select ensure_message_partitions(3);
