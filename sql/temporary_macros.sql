-- Scalar macros for building alone: the published file, which older clients open, does not have them.
-- Where a row of a gathered table stands in its file, by column: "O8". Null where the file has no such column.
create or replace temp macro cell_of(file, gathered, called, line) as (
    select p.letter || (line - p.row_offset) from raw.column_place as p
    where
        p.submission_id = file and p.table_name = gathered and p.column_name = called
        and line between p.first_row and p.last_row
);
-- Whether a decision (row of staging.decision) sets a rule's findings aside on a submission (row of staging.submission)
-- and item: what it does not name it holds for, but a finding on no item only where it names none.
create or replace temp macro waives(decision, broken, submission, item) as
decision.kind = 'waiver' and decision.rule = broken and submission.received_on <= decision.until_on
and coalesce(decision.agency_code = submission.agency_code, true)
and coalesce(decision.round_code = submission.round_code, true)
and coalesce(decision.division_code = submission.division_code, true)
and coalesce(decision.item_code = item, decision.item_code is null);
-- The cells of a results form that answer, each with its column's name.
create or replace temp macro value_cells(of_value, of_half, of_year, of_restated) as
list_filter(
    [
        struct_pack(column_name := 'value', answer := of_value),
        struct_pack(column_name := 'value_half', answer := of_half),
        struct_pack(column_name := 'value_year', answer := of_year),
        struct_pack(column_name := 'restated', answer := of_restated)
    ],
    lambda cell: cell.answer is not null
);
-- What several rows say, each once and in order.
create or replace temp macro each_once(told) as list_sort(list_distinct(told));
-- The numbers of a text in the order in which they stand, as they are written but for digits and commas.
create or replace temp macro numbers_said(t) as
list_transform(
    regexp_extract_all(
        translate(coalesce(t, ''), '๐๑๒๓๔๕๖๗๘๙', '0123456789'), '[0-9][0-9,]*(?:\.[0-9]+)?'
    ),
    lambda n: replace(n, ',', '')
);
-- Those of them that stand before a unit or one of its parts ("แนวทาง/คู่มือ"); after it where it is ร้อยละ.
create or replace temp macro numbers_said_of(t, unit) as
numbers_said(array_to_string(
    regexp_extract_all(
        translate(coalesce(t, ''), '๐๑๒๓๔๕๖๗๘๙', '0123456789'),
        case
            when starts_with(unit, 'ร้อยละ') then 'ร้อยละ\s*[0-9][0-9,.]*|[0-9][0-9,.]*\s*%'
            else '[0-9][0-9,.]*\s*(?:' || replace(regexp_escape(unit), '\/', '|') || ')'
        end
    ),
    ' '
));
-- Whether one of the written numbers, or all of them together, say a value: it rounds to the places that are written.
-- No rounding says that a target was reached which was not.
create or replace temp macro says_value(numbers, exact, comparator, target) as
(
    coalesce(list_sum(list_transform(numbers, lambda n: try_cast(n as decimal(38, 10)))) = exact, false)
    or len(list_filter(
        list_transform(
            numbers,
            lambda n: {
                'number': try_cast(n as decimal(38, 10)),
                'half': cast(0.5 * pow(10, -strlen(split_part(n, '.', 2))) as decimal(38, 10))
            }
        ),
        lambda n: cast(exact as decimal(38, 10)) >= n.number - n.half
        and cast(exact as decimal(38, 10)) < n.number + n.half
        and not coalesce(n.number <> exact and (
            (comparator = 'at_least' and n.number >= target and exact < target)
            or (comparator = 'at_most' and n.number <= target and exact > target)
            or (comparator = 'exactly' and n.number = target)
        ), false)
    )) > 0
);
-- What a kind of measure asks for, as templates/submission/kinds.yaml has it; null for no kind.
create or replace temp macro asks_day(k) as k in (
    select r.kind from raw.kind as r
    where r.asks = 'day'
);
create or replace temp macro is_share(k) as k in (
    select r.kind from raw.kind as r
    where r.asks = 'parts'
);
