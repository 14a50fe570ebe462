-- Lists of bad or good sites that the operator chose. What a list says is kept whole, compressed, and replaced at once:
-- every process reads it into memory, so nothing is looked up here.
create table safety_feed (
    id bigint generated always as identity primary key,
    uid uuid not null unique,
    name text not null unique,
    url text,
    kind text not null constraint feed_kind_is_known check (kind in ('bad', 'good')),
    every_hours integer not null constraint feed_pause_is_sensible check (every_hours between 1 and 168),
    content bytea,
    version bigint not null default 0,
    entries integer not null default 0,
    taken_at timestamptz,
    tried_at timestamptz,
    problem text constraint feed_problem_is_known check (problem in ('unreachable', 'refused', 'too_large', 'unreadable')),
    due_at timestamptz,
    added_by bigint not null,
    added_at timestamptz not null,
    constraint a_feed_with_an_address_comes_due check ((url is null) = (due_at is null))
);

create index safety_feed_due on safety_feed (due_at) where due_at is not null;
