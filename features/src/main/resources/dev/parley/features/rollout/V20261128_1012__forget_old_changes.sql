-- What was changed long ago is forgotten; the role of the tenant still may not.
grant delete on feature_switch_change to parley_system;
grant delete on feature_default_change to parley_system;
