-- Which evidence may be published, and where is it? One row a division and item with public evidence.
select
    round_code,
    item_code,
    division_code,
    evidence_kind,
    evidence
from core.result_item
where evidence_public = 'public' and evidence is not null
order by round_code desc, item_code asc, division_code asc;
