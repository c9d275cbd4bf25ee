-- What was published, where, and for which item? One row a topic of a file in force, in the order of publication.
select
    round_code,
    division_code,
    item_code,
    topic,
    published_on,
    channel,
    link
from core.topic
order by round_code desc, published_on asc, topic asc;
