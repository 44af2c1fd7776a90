-- How a person keeps the workspace among the others: in front, and at which place. Places compare as
-- bytes; there is always room for another between two.
alter table workspace_member add column starred boolean not null default false;
alter table workspace_member add column position text collate "C"
  check (position ~ '^[0-9A-Za-z]{1,64}$');
