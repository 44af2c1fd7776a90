-- An operator may put another master key in the place of one that is lost or not secret any more.
grant update (sealed) on master_key_check to parley_system;
