-- How customers judged a resolution. One a resolution; it may be changed for some days.
create table insight_rating (
    id bigint generated always as identity primary key,
    conversation_id bigint not null references inbox_conversation,
    resolved_at timestamptz not null,
    group_id bigint,
    staff_id bigint,
    speed smallint not null constraint speed_is_a_mark check (speed between 1 and 5),
    professionalism smallint not null constraint professionalism_is_a_mark check (professionalism between 1 and 5),
    resolution text not null constraint resolution_is_known check (resolution in ('yes', 'partly', 'no')),
    words text not null default '',
    rated_at timestamptz not null,
    changed_at timestamptz not null,
    unique (conversation_id, resolved_at)
);

create index insight_rating_age on insight_rating (rated_at desc, id desc);
