-- Where people talk. One row is one conversation, and its lock orders what happens in it: the
-- append of messages takes it (no key update), changes of its people or its name do (update).
create table conversation (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  type text not null check (type in ('direct', 'group')),
  name text,
  -- The two people of a direct conversation, in order.
  pair_low uuid,
  pair_high uuid,
  -- The seq of the newest message: they are given out gap-free from 1.
  current_seq bigint not null default 0,
  participant_count int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- When it was made or the newest message was appended.
  active_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  check ((type = 'direct') = (pair_low is not null and pair_high is not null)),
  check (pair_low < pair_high)
) with (fillfactor = 70);

create unique index conversation_pair on conversation (tenant_id, pair_low, pair_high)
  where deleted_at is null and pair_low is not null;

-- Who takes part, and how far each has got. Nobody takes part in a deleted conversation.
create table participant (
  tenant_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('owner', 'admin', 'member')),
  read_seq bigint not null,
  delivered_seq bigint not null,
  joined_at timestamptz not null,
  primary key (tenant_id, conversation_id, user_id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
) with (fillfactor = 70);

create index participant_user on participant (tenant_id, user_id);

select parley_protect('conversation');
select parley_protect('participant');

-- The append of messages gives out the seq and moves the sender's watermarks.
select parley_definer_may('conversation', 'select, update');
select parley_definer_may('participant', 'select, update');
