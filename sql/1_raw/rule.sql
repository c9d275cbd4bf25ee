-- One row a rule of expectations/rules.yaml; severity_meant is set while a rule is on trial; of a
-- rule that is not waivable no waiver holds. follows: codes of rules, a blank between, whose errors at the same item
-- leave it unsaid.
create table raw.rule (
    code varchar not null,
    severity varchar not null,
    scope varchar not null,
    sentence_th varchar not null,
    remedy_th varchar not null,
    reason varchar,
    refuses varchar,
    severity_meant varchar,
    is_waivable boolean not null,
    follows varchar not null
);
