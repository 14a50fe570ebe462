-- Facts wait here from the commit that made them true until the relay numbers them.
create table platform_outbox (
    id bigint generated always as identity primary key,
    topic text not null,
    streams text[] not null default '{}',
    payload jsonb not null,
    recorded_at timestamptz not null default now()
);

-- Facts in the order the relay saw them, numbered densely. Webhooks, staff streams and projections read this.
create table platform_fact (
    seq bigint primary key,
    topic text not null,
    streams text[] not null,
    payload jsonb not null,
    recorded_at timestamptz not null,
    relayed_at timestamptz not null default now()
);

create index platform_fact_recorded_at on platform_fact using brin (recorded_at);

-- Settings that people change while the desk runs; one row a key, JSON values.
create table platform_setting (
    key text primary key,
    value jsonb not null,
    changed_at timestamptz not null default now()
);

-- How many of each kind have been forgotten since the desk began, and when that was last looked after.
create table platform_retention (
    kind text primary key,
    forgotten bigint not null,
    ran_at timestamptz not null
);

-- The first answer to a write that carried an Idempotency-Key, for a day. Who and what are digests; the answer is sealed.
create table platform_idempotency (
    caller bytea not null,
    key text not null check (length(key) between 8 and 64),
    fingerprint bytea not null,
    claimed_at timestamptz not null,
    status smallint check (status between 200 and 299),
    answer bytea,
    primary key (caller, key),
    check ((status is null) = (answer is null))
);

create index platform_idempotency_claimed_at on platform_idempotency (claimed_at);
