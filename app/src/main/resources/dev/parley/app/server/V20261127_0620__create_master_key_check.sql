-- Something that was sealed under the master key of this installation, so that another key is told
-- apart. One row at most.
create table master_key_check (
  one boolean primary key default true check (one),
  sealed text not null
);
alter table master_key_check enable row level security;
alter table master_key_check force row level security;
select parley_system_may('master_key_check', 'select, insert');
