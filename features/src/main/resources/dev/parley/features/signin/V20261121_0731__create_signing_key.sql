-- The keys of access tokens, of the whole installation. The secret half is sealed; the public half
-- is for everybody, so that a node verifies what another one has signed.
create table signing_key (
  id text primary key,
  public_half text not null,
  sealed text not null,
  created_at timestamptz not null
);
grant select, insert, delete on signing_key to parley_system;
