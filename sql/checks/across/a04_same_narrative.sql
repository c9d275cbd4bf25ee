-- A04 warning: the annual narrative repeats the six-month one word for word.
select
    y.submission_id,
    'results' as table_name,
    y.row_no,
    'narrative' as column_name,
    left(y.narrative, 60) as found,
    null as expected
from core.result_item as y
inner join raw.round as a on y.round_code = a.round_code and a.round = '12m'
inner join raw.round as b on a.fiscal_year_be = b.fiscal_year_be and b.round = '6m'
inner join core.result_item as h
    on
        b.round_code = h.round_code and y.plan_code = h.plan_code
        and y.item_code = h.item_code and y.division_code = h.division_code
where
    y.narrative is not null
    -- The cheap comparison first: folding every text of the nation takes minutes.
    and replace(replace(y.narrative, ' ', ''), chr(10), '') = replace(replace(h.narrative, ' ', ''), chr(10), '')
    and folded(y.narrative) = folded(h.narrative)
