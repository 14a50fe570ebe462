-- When the desk is open. Weekdays count from Monday = 0; times are minutes after midnight on the zone's wall clock.
create table triage_calendar (
    id bigint generated always as identity primary key,
    name text not null,
    time_zone text not null,
    changed_at timestamptz not null default now()
);

create table triage_span (
    calendar_id bigint not null references triage_calendar,
    weekday smallint not null constraint weekday_is_known check (weekday between 0 and 6),
    opens smallint not null,
    closes smallint not null,
    primary key (calendar_id, weekday, opens),
    constraint span_runs_forwards check (0 <= opens and opens < closes and closes <= 1440)
);

-- Dates that differ from the week: closed when they have no special span.
create table triage_holiday (
    calendar_id bigint not null references triage_calendar,
    day date not null,
    name text not null default '',
    primary key (calendar_id, day)
);

create table triage_special_span (
    calendar_id bigint not null,
    day date not null,
    opens smallint not null,
    closes smallint not null,
    primary key (calendar_id, day, opens),
    foreign key (calendar_id, day) references triage_holiday on delete cascade,
    constraint special_span_runs_forwards check (0 <= opens and opens < closes and closes <= 1440)
);

-- What is promised, a lane each. Minutes of business time, or of plain time where the lane is kept around the clock;
-- silence and closing always run in plain time, because they are the customer's.
create table triage_target (
    lane text primary key constraint target_lane_is_known
        check (lane in ('emergency', 'urgent', 'standard', 'feedback')),
    first_minutes integer not null constraint first_is_a_wait check (first_minutes between 1 and 43200),
    next_minutes integer not null constraint next_is_a_wait check (next_minutes between 1 and 43200),
    silence_minutes integer not null constraint silence_is_a_wait check (silence_minutes between 15 and 86400),
    close_after_minutes integer not null constraint closing_is_a_wait check (close_after_minutes between 120 and 86400),
    around_the_clock boolean not null,
    warn_share double precision not null constraint warning_comes_before check (warn_share > 0 and warn_share < 1),
    changed_at timestamptz not null default now()
);

-- How soon first answers came lately, in seconds of the lane's own time. A lane without a row has too few of them.
create table triage_recent (
    lane text primary key constraint recent_lane_is_known
        check (lane in ('emergency', 'urgent', 'standard', 'feedback')),
    answered integer not null,
    low_seconds integer not null,
    high_seconds integer not null,
    computed_at timestamptz not null,
    constraint band_is_ordered check (0 <= low_seconds and low_seconds <= high_seconds)
);

insert into triage_calendar (name, time_zone) values ('Desk', 'Asia/Shanghai');

insert into triage_span (calendar_id, weekday, opens, closes)
select id, weekday, 540, 1080 from triage_calendar, generate_series(0, 4) as weekday;

insert into triage_span (calendar_id, weekday, opens, closes)
select id, weekday, 600, 1080 from triage_calendar, generate_series(5, 6) as weekday;

insert into triage_target
    (lane, first_minutes, next_minutes, silence_minutes, close_after_minutes, around_the_clock, warn_share)
values
    ('emergency', 10, 15, 120, 2880, true, 0.5),
    ('urgent', 60, 120, 1440, 4320, false, 0.75),
    ('standard', 480, 960, 2880, 4320, false, 0.75),
    ('feedback', 960, 1920, 4320, 10080, false, 0.75);

-- Published by the inbox for others to measure by: when people first wrote, and when they were first answered.
create view inbox_first_reply as
select id as conversation_id, lane, status, created_at, first_reply_at, channel_id, topic
from inbox_conversation
where merged_into is null;

create index inbox_conversation_answered on inbox_conversation (lane, first_reply_at desc)
    where first_reply_at is not null and merged_into is null;

create index inbox_conversation_unwarned on inbox_conversation (warn_at) where status = 'open' and warned_at is null;

create index inbox_conversation_unanswered on inbox_conversation (lane, created_at)
    where first_reply_at is null and status = 'open' and merged_into is null;
