-- One row a pair of numbers of a submitted results form that make a share: the parts of an answer, and restated ones.
create or replace table staging.result_share as
select
    submission_id,
    row_no,
    may_exceed,
    'numerator' as numerator_column,
    'denominator' as denominator_column,
    numerator,
    denominator
from staging.result_measure
where asks_parts and numerator is not null and denominator is not null
union all
select
    submission_id,
    row_no,
    may_exceed,
    'restated_numerator' as numerator_column,
    'restated_denominator' as denominator_column,
    restated_numerator as numerator,
    restated_denominator as denominator
from staging.result_measure
where asks_parts and restated_numerator is not null and restated_denominator is not null;
