-- A04 warning: the annual narrative repeats the six-month one word for word, white space aside.
-- Compared are hashes: a nation's texts do not fit into a join.
with told as (
    select
        submission_id,
        row_no,
        plan_code,
        round_code,
        item_code,
        division_code,
        left(narrative, 60) as beginning,
        hash(replace(replace(narrative, ' ', ''), chr(10), '')) as fingerprint
    from core.result_item
    where narrative is not null
)

select
    y.submission_id,
    'results' as table_name,
    y.row_no,
    'narrative' as column_name,
    y.beginning as found,
    null as expected
from told as y
inner join raw.round as a on y.round_code = a.round_code and a.round = '12m'
inner join raw.round as b on a.fiscal_year_be = b.fiscal_year_be and b.round = '6m'
inner join told as h
    on
        b.round_code = h.round_code and y.plan_code = h.plan_code and y.item_code = h.item_code
        and y.division_code = h.division_code and y.fingerprint = h.fingerprint
