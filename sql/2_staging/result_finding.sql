-- One row a finding of a check over a results form with its plan, with its rule; is_waived sets it aside. What follows
-- from an error at the same item is left out: one slip is told once.
create or replace table staging.result_finding as
with told as (
    select
        f.*,
        r.severity,
        r.refuses,
        r.follows,
        i.item_code,
        r.is_waivable and exists (
            select 1 from staging.decision as w
            where waives(w, f.rule, s, i.item_code)
        ) as is_waived
    from staging.check_finding as f
    inner join raw.rule as r on f.rule = r.code
    inner join staging.submission as s on f.submission_id = s.submission_id
    left join staging.row_item as i
        on f.submission_id = i.submission_id and f.table_name = i.table_name and f.row_no = i.row_no
    -- Of a file that is refused nothing but the reason is said.
    where f.submission_id not in (
        select g.submission_id from staging.file_finding as g
        where g.refuses is not null
    )
),

error as (
    select
        submission_id,
        item_code,
        rule
    from told
    where severity = 'error' and not is_waived
    union all
    select
        f.submission_id,
        i.item_code,
        f.rule
    from staging.file_finding as f
    inner join staging.row_item as i
        on f.submission_id = i.submission_id and f.table_name = i.table_name and f.row_no = i.row_no
    where f.severity = 'error' and not f.is_waived
)

select t.* exclude (follows, item_code)
from told as t
where not exists (
    select 1 from error as e
    where
        t.follows <> '' and t.submission_id = e.submission_id and t.item_code = e.item_code
        and list_contains(string_split(t.follows, ' '), e.rule)
);
