-- Scalar macros for building alone: the published file, which older clients open, does not have them.
-- A sentence with each {slot} replaced by its value in a JSON object; a missing value leaves nothing.
create or replace temp macro filled(sentence, slots) as
list_reduce( -- noqa: PRS
    list_prepend(sentence, coalesce(json_keys(slots), [])),
    lambda said, slot: replace(said, '{' || slot || '}', coalesce(slots ->> ('$."' || slot || '"'), ''))
);
