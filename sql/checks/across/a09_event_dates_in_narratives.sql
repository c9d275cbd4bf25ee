-- A09 warning: the narratives of two items give a seminar or training of one name days of which none is the same.
-- Compared are the words from the last "สัมมนา", "อบรม" … up to the day: six bytes in seven alike (DuckDB compares
-- bytes) and the same numbers, since another "รุ่นที่" is another event; only names that begin and end alike are
-- compared, or thousands of narratives would take minutes. Days on sheets of events are A01's matter.
with narrative as (
    select
        submission_id,
        row_no,
        plan_code,
        round_code,
        translate(narrative, '๐๑๒๓๔๕๖๗๘๙', '0123456789') as written
    from core.result_item
    where regexp_matches(narrative, 'สัมมนา|อบรม|เสวนา|ประชุมเชิงปฏิบัติการ')
),

-- What is written from one day to the end of the next.
passage as (
    select
        * exclude (written),
        unnest(regexp_extract_all(
            written,
            '(?s).*?วันที่\s*(?:[0-9]{1,2}\s*[-–—]\s*)?[0-9]{1,2}'
            || '\s*(?:[ก-์]{6,10}|[ก-์]{1,3}\.\s?[ก-์]{1,2}\.?|/\s*[0-9]{1,2}\s*/)\s*(?:พ\.\s?ศ\.\s*)?[0-9]{2,4}'
        )) as said
    from narrative
),

parts as (
    select
        * exclude (said),
        regexp_replace(regexp_extract(
            said, '(?s).*(?:สัมมนา|อบรม|เสวนา|ประชุมเชิงปฏิบัติการ)([^\n]*?)\s*(?:เมื่อ|ระหว่าง|ใน)?วันที่', 1
        ), '\s', '', 'g') as event_name,
        regexp_extract(
            said,
            '(?s).*วันที่\s*(?:([0-9]{1,2})\s*[-–—]\s*)?([0-9]{1,2})\s*([ก-์. ]+?|/\s*[0-9]{1,2}\s*/)'
            || '\s*(?:พ\.\s?ศ\.\s*)?([0-9]{2,4})$',
            ['first_day', 'last_day', 'month_name', 'year_no']
        ) as told
    from passage
),

dated as (
    select
        * exclude (told),
        cast(nullif(told.first_day, '') as integer) as first_day,
        cast(nullif(told.last_day, '') as integer) as last_day,
        coalesce(
            list_position([
                'มกราคม', 'กุมภาพันธ์', 'มีนาคม', 'เมษายน', 'พฤษภาคม', 'มิถุนายน',
                'กรกฎาคม', 'สิงหาคม', 'กันยายน', 'ตุลาคม', 'พฤศจิกายน', 'ธันวาคม'
            ], told.month_name),
            list_position(
                ['มค', 'กพ', 'มีค', 'เมย', 'พค', 'มิย', 'กค', 'สค', 'กย', 'ตค', 'พย', 'ธค'],
                regexp_replace(told.month_name, '[. ]', '', 'g')
            ),
            try_cast(translate(told.month_name, '/ ', '') as integer)
        ) as month_no,
        cast(nullif(told.year_no, '') as integer) as typed_year,
        case
            when typed_year < 100 then typed_year + 1957  -- of the Buddhist era, as 64 is 2564
            when typed_year >= 2400 then typed_year - 543
            else typed_year
        end as year_no
    from parts
    where length(event_name) >= 15
),

-- One row a name in a narrative; an event held again has several days there.
mention as (
    select
        plan_code,
        round_code,
        submission_id,
        row_no,
        event_name,
        regexp_extract_all(event_name, '[0-9]+') as numbers,
        list_distinct(flatten(list(list_filter([
            try_cast(format('{}-{}-{}', year_no, month_no, first_day) as date),
            try_cast(format('{}-{}-{}', year_no, month_no, last_day) as date)
        ], lambda day: day is not null)))) as days
    from dated
    group by all
    having len(days) > 0
),

on_sheets as (
    select
        s.plan_code,
        s.round_code,
        list(distinct e.starts_on) as days
    from core.submission as s
    inner join raw.event as e on s.submission_id = e.submission_id
    where s.is_in_force and e.starts_on is not null
    group by s.plan_code, s.round_code
),

pair as (
    select
        [row(a.submission_id, a.row_no), row(b.submission_id, b.row_no)] as places,
        list_concat(a.days, b.days) as days
    from mention as a
    inner join mention as b
        on
            a.plan_code = b.plan_code and a.round_code = b.round_code and a.numbers = b.numbers
            and left(a.event_name, 10) = left(b.event_name, 10) and right(a.event_name, 10) = right(b.event_name, 10)
            and (a.submission_id < b.submission_id or (a.submission_id = b.submission_id and a.row_no < b.row_no))
            and strlen(a.event_name) between strlen(b.event_name) * 6 / 7 and strlen(b.event_name) * 7 / 6
    left join on_sheets as o on a.plan_code = o.plan_code and a.round_code = o.round_code
    where
        not list_has_any(a.days, b.days)
        and not coalesce(list_has_all(o.days, list_concat(a.days, b.days)), false)
        and case  -- the first is twenty times as fast
            when jaro_similarity(a.event_name, b.event_name) < 0.85 then false
            else levenshtein(a.event_name, b.event_name) * 7 <= greatest(strlen(a.event_name), strlen(b.event_name))
        end
),

placed as (
    select
        unnest(places) as place,
        days
    from pair
),

said as (
    select distinct
        place[1] as submission_id,
        place[2] as row_no,
        unnest(days) as day
    from placed
)

select
    submission_id,
    'results' as table_name,
    row_no,
    'narrative' as column_name,
    string_agg(format_slashed(day), ', ' order by day) as found,
    null as expected
from said
group by submission_id, row_no
