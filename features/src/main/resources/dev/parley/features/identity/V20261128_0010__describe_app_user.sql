-- What the organisation notes about a person, by key; see Metadata for what it may hold.
alter table app_user add column metadata jsonb not null default '{}';
