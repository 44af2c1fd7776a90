-- What a deleted message said is not to be read again, in the log of events neither.
grant select, update (payload) on event to parley_definer;

-- Puts the tombstone in the place of what the log has told of a message so far; answers how often.
-- A payload begins with the message's id, where nothing that a sender wrote can stand.
create function erase_message_events(
  conversation uuid, message uuid, tombstone text, since timestamptz)
returns bigint
language plpgsql as $$
declare
  erased bigint;
begin
  update event e set payload = tombstone
    where e.tenant_id = nullif(current_setting('parley.tenant', true), '')::uuid
      and e.topic = 'conversation:' || conversation
      -- The clock that dated the message may be ahead of the log's.
      and e.created_at >= since - interval '1 day'
      and e.type in ('message.new', 'message.updated')
      and starts_with(e.payload, '{"message":{"id":"' || message || '"');
  get diagnostics erased = row_count;
  return erased;
end $$;

select parley_append_function('erase_message_events(uuid, uuid, text, timestamptz)');
revoke execute on function erase_message_events(uuid, uuid, text, timestamptz) from parley_append;
grant execute on function erase_message_events(uuid, uuid, text, timestamptz) to parley_app;
