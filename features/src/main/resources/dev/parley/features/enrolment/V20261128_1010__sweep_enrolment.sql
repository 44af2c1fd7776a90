-- What is forgotten of runs and effects is found by its time, in all tenants.
create index enrolment_run_finished on enrolment_run (finished_at) where finished_at is not null;
create index enrolment_effect_undone on enrolment_effect (undone_at) where undone_at is not null;
create index enrolment_rule_deleted on enrolment_rule (deleted_at) where deleted_at is not null;

grant delete on enrolment_run to parley_system;
select parley_system_may('enrolment_effect', 'select, delete');
select parley_system_may('enrolment_rule', 'select');
