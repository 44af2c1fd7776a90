-- Which tasks were made from the messages of a conversation.
create index task_source on task (tenant_id, (source ->> 'conversationId'), id)
  where deleted_at is null and source ->> 'conversationId' is not null;
