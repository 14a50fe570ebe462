-- Where the wallet's own programs want to be told. The secret is encrypted under the installation's key.
create table webhooks_endpoint (
    id bigint generated always as identity primary key,
    uid uuid not null unique,
    url text not null,
    secret bytea not null,
    topics text[] not null,
    made_by bigint not null,
    made_at timestamptz not null,
    disabled_at timestamptz,
    disabled_why text constraint reason_is_known check (disabled_why in ('staff', 'gone'))
);

-- One fact for one endpoint. The message id stays the same over every attempt and replay.
create table webhooks_delivery (
    id bigint generated always as identity primary key,
    endpoint_id bigint not null references webhooks_endpoint on delete cascade,
    message_id text not null,
    fact_seq bigint not null,
    topic text not null,
    body text not null,
    state text not null constraint webhook_state_is_known check (state in ('waiting', 'delivered', 'dead')),
    attempts integer not null default 0,
    last_status integer,
    last_problem text,
    due_at timestamptz not null,
    made_at timestamptz not null,
    changed_at timestamptz not null,
    unique (endpoint_id, fact_seq)
);

create index webhooks_delivery_due on webhooks_delivery (due_at) where state = 'waiting';
create index webhooks_delivery_settled on webhooks_delivery (changed_at) where state <> 'waiting';
create index webhooks_delivery_recent on webhooks_delivery (endpoint_id, id desc);
