create table inbox_channel (
    id bigint generated always as identity primary key,
    kind text not null constraint channel_kind_is_known check (kind in ('widget', 'form', 'api')),
    name text not null,
    enabled boolean not null default true
);

insert into inbox_channel (kind, name) values ('widget', 'Widget'), ('form', 'Help form'), ('api', 'API');

create table inbox_customer (
    id bigint generated always as identity primary key,
    uid uuid not null unique,
    name text,
    email text,
    email_proven_at timestamptz,
    language text not null default 'en',
    created_at timestamptz not null,
    erased_at timestamptz
);

-- How a customer proves who they are. `subject` is a digest for devices and the host app's own id for hosts.
create table inbox_identity (
    id bigint generated always as identity primary key,
    customer_id bigint not null references inbox_customer,
    kind text not null constraint identity_kind_is_known check (kind in ('device', 'host')),
    subject text not null,
    proven_at timestamptz not null,
    unique (kind, subject)
);

create index inbox_identity_customer on inbox_identity (customer_id);

-- Keys that the wallet's own apps sign their customers in with. An HMAC secret is needed in clear to check a signature.
create table inbox_host_key (
    id bigint generated always as identity primary key,
    name text not null,
    algorithm text not null constraint algorithm_is_known check (algorithm in ('HS256', 'EdDSA')),
    key text not null,
    made_at timestamptz not null default now(),
    retired_at timestamptz
);

create table inbox_conversation (
    id bigint generated always as identity primary key,
    uid uuid not null unique,
    reference text not null unique,
    channel_id bigint not null references inbox_channel,
    customer_id bigint not null references inbox_customer,
    subject text not null,
    topic text not null,
    lane text not null constraint lane_is_known check (lane in ('emergency', 'urgent', 'standard', 'feedback')),
    status text not null default 'open'
        constraint status_is_known check (status in ('open', 'waiting', 'snoozed', 'resolved')),
    language text not null,
    details jsonb not null default '{}',
    understood jsonb not null default '{}',
    group_id bigint,
    assignee_id bigint,
    confidential boolean not null default false,
    secret_version integer not null default 1,
    created_at timestamptz not null,
    last_activity_at timestamptz not null,
    last_customer_at timestamptz not null,
    last_staff_at timestamptz,
    first_reply_at timestamptz,
    promised_at timestamptz not null,
    next_update_due timestamptz,
    warn_at timestamptz,
    warned_at timestamptz,
    escalated_at timestamptz,
    reminders integer not null default 0,
    snoozed_until timestamptz,
    resolved_at timestamptz,
    held_at timestamptz,
    forgotten_at timestamptz,
    merged_into bigint references inbox_conversation,
    last_event bigint not null default 0,
    -- The last event that everyone may see, and its time: what customers are told of "when" and "how far".
    last_shown bigint not null default 0,
    last_shown_at timestamptz not null,
    last_excerpt text not null default '',
    customer_delivered bigint not null default 0,
    customer_read bigint not null default 0,
    staff_read bigint not null default 0,
    -- What must be answered first stands lowest: ours before the customer's turn, then by the lane's gravity.
    answer_order smallint not null generated always as (
        case status when 'waiting' then 4 else 0 end
        + case lane when 'emergency' then 0 when 'urgent' then 1 when 'standard' then 2 else 3 end) stored,
    constraint an_open_conversation_has_a_next_update
        check (status = 'resolved' or next_update_due is not null),
    constraint snoozed_has_an_end check ((status = 'snoozed') = (snoozed_until is not null)),
    constraint resolved_has_a_time check ((status = 'resolved') = (resolved_at is not null))
);

create index inbox_conversation_customer on inbox_conversation (customer_id, last_shown_at desc, id desc);
create index inbox_conversation_resolved on inbox_conversation (last_activity_at desc, id desc)
    where status = 'resolved';
create index inbox_conversation_ageing on inbox_conversation (resolved_at)
    where status = 'resolved' and held_at is null
      and (forgotten_at is null or forgotten_at <= greatest(resolved_at, last_activity_at));
create index inbox_conversation_held on inbox_conversation (merged_into) where held_at is not null;
create index inbox_conversation_waiting on inbox_conversation (last_activity_at desc, id desc)
    where status = 'waiting';
create index inbox_conversation_snoozed on inbox_conversation (last_activity_at desc, id desc)
    where status = 'snoozed';
create index inbox_conversation_open on inbox_conversation (last_activity_at desc, id desc) where status <> 'resolved';
create index inbox_conversation_group on inbox_conversation (group_id, last_activity_at desc, id desc)
    where status <> 'resolved';
create index inbox_conversation_assignee on inbox_conversation (assignee_id, last_activity_at desc, id desc)
    where status <> 'resolved';
-- Says by itself who may see a late conversation, so that counting those of one group reads no rows of the others.
create index inbox_conversation_due on inbox_conversation (next_update_due, id)
    include (status, group_id, assignee_id, confidential) where status <> 'resolved';
create index inbox_conversation_answer on inbox_conversation (answer_order, next_update_due, id)
    where status in ('open', 'waiting');
create index inbox_conversation_free on inbox_conversation (answer_order, next_update_due, id)
    where assignee_id is null and status = 'open';
create index inbox_conversation_lane on inbox_conversation (lane, last_activity_at desc, id desc)
    where status <> 'resolved' and lane in ('emergency', 'urgent');

create table inbox_message (
    id bigint generated always as identity primary key,
    uid uuid not null unique,
    conversation_id bigint not null references inbox_conversation,
    number bigint not null,
    kind text not null constraint message_kind_is_known check (kind in ('message', 'note')),
    author text not null constraint author_is_known check (author in ('customer', 'staff', 'desk')),
    staff_id bigint,
    client_id text,
    body text not null,
    redactions text[] not null default '{}',
    sent_at timestamptz not null,
    unique (conversation_id, number)
);

-- What happened in a conversation, numbered densely from 1. Everything else is read from here.
create table inbox_event (
    conversation_id bigint not null references inbox_conversation,
    number bigint not null,
    kind text not null,
    audience text not null constraint audience_is_known check (audience in ('everyone', 'staff')),
    staff_id bigint,
    message_id bigint references inbox_message,
    body jsonb not null default '{}',
    at timestamptz not null,
    primary key (conversation_id, number)
);

-- The client's own id for a message, claimed once per sender. A repeat is given the first answer.
create table inbox_claim (
    sender text not null,
    client_id text not null,
    fingerprint bytea not null,
    conversation_id bigint not null references inbox_conversation,
    number bigint not null,
    claimed_at timestamptz not null,
    primary key (sender, client_id)
);

create index inbox_claim_age on inbox_claim using brin (claimed_at);
create index inbox_claim_conversation on inbox_claim (conversation_id, number);

-- How far a message to a customer has come. One row a message and recipient.
create table inbox_delivery (
    message_id bigint not null references inbox_message,
    recipient bigint not null references inbox_customer,
    channel_id bigint not null references inbox_channel,
    state text not null
        constraint delivery_state_is_known check (state in ('queued', 'sent', 'delivered', 'read', 'failed')),
    attempts integer not null default 0,
    failure text,
    changed_at timestamptz not null,
    primary key (message_id, recipient)
);

create index inbox_delivery_failed on inbox_delivery (changed_at) where state = 'failed';

create table inbox_attachment (
    id bigint generated always as identity primary key,
    uid uuid not null unique,
    customer_id bigint references inbox_customer,
    staff_id bigint,
    conversation_id bigint references inbox_conversation,
    message_id bigint references inbox_message,
    name text not null,
    content_type text not null,
    size bigint not null,
    sha256 bytea not null,
    state text not null constraint attachment_state_is_known check (state in ('held', 'ready', 'refused')),
    created_at timestamptz not null
);

create index inbox_attachment_message on inbox_attachment (message_id);
create index inbox_attachment_loose on inbox_attachment (created_at) where message_id is null;

-- What staff are in the middle of writing; one draft a person and conversation.
create table inbox_draft (
    conversation_id bigint not null references inbox_conversation,
    staff_id bigint not null,
    kind text not null constraint draft_kind_is_known check (kind in ('message', 'note')),
    body text not null,
    saved_at timestamptz not null,
    primary key (conversation_id, staff_id)
);

create table inbox_mention (
    conversation_id bigint not null references inbox_conversation,
    message_id bigint not null references inbox_message,
    staff_id bigint not null,
    seen_at timestamptz,
    primary key (message_id, staff_id)
);

create index inbox_mention_staff on inbox_mention (staff_id, conversation_id);
create index inbox_mention_unseen on inbox_mention (staff_id, conversation_id) where seen_at is null;

create table inbox_saved_view (
    id bigint generated always as identity primary key,
    staff_id bigint,
    name text not null,
    filter jsonb not null,
    position integer not null default 0
);

create table inbox_canned (
    id bigint generated always as identity primary key,
    shortcut text not null unique,
    title_zh text not null,
    title_en text not null,
    body_zh text not null,
    body_en text not null,
    group_id bigint,
    changed_at timestamptz not null default now()
);

-- A merge can be undone: which events moved where.
create table inbox_merge (
    id bigint generated always as identity primary key,
    kept_id bigint not null references inbox_conversation,
    merged_id bigint not null references inbox_conversation,
    before jsonb not null,
    merged_at timestamptz not null,
    merged_by bigint not null,
    undone_at timestamptz
);

create unique index inbox_merge_once on inbox_merge (merged_id) where undone_at is null;
create index inbox_merge_kept on inbox_merge (kept_id) where undone_at is null;

-- How many conversations stand in each cell; kept by the relay from facts, so that a view's counter is a short sum.
create table inbox_tally (
    group_id bigint not null,
    assignee_id bigint not null,
    status text not null,
    lane text not null,
    confidential boolean not null,
    conversations bigint not null,
    primary key (group_id, assignee_id, status, lane, confidential)
);

-- Words to find conversations by: pre-cut in the program, so that the database needs no extension for Chinese.
create table inbox_word (
    message_id bigint primary key references inbox_message,
    conversation_id bigint not null references inbox_conversation,
    stretch integer not null,
    staff_only boolean not null,
    words text[] not null
);

-- What the index knows a message by: each word with its stretch of time before it, so that a look into one stretch costs
-- no more than that stretch, however common the word. No word holds a space.
create function inbox_found_by(words text[], stretch integer) returns text[]
    immutable strict parallel safe language sql
    return string_to_array(stretch || ':' || array_to_string(words, ' ' || stretch || ':'), ' ');

-- Without a pending list, because every search would read all of it, once a stretch.
create index inbox_word_found on inbox_word using gin (inbox_found_by(words, stretch)) with (fastupdate = off);
create index inbox_word_conversation on inbox_word (conversation_id, message_id);

-- Receipts as leaves of an append-only log (RFC 6962). An entry is what the receipt said, with a number drawn for it alone so
-- that its hash tells nothing to whoever does not hold it.
create table inbox_log_leaf (
    position bigint primary key,
    conversation_id bigint not null unique references inbox_conversation,
    entry text not null,
    hash bytea not null unique
);

-- Complete subtrees: level 0 are the leaves, in order.
create table inbox_log_node (
    level smallint not null,
    index bigint not null,
    hash bytea not null,
    primary key (level, index)
);

-- The heads that were signed. Two different trees of one size would be a lie that anyone could show.
create table inbox_log_head (
    size bigint primary key,
    root bytea not null,
    signed_at timestamptz not null,
    checkpoint text not null
);

create function inbox_log_stands() returns trigger language plpgsql as $$
begin
    raise exception 'the log of receipts is append-only' using errcode = 'restrict_violation';
end
$$;

create trigger inbox_log_stands before update or delete or truncate on inbox_log_leaf
    for each statement execute function inbox_log_stands();
create trigger inbox_log_stands before update or delete or truncate on inbox_log_node
    for each statement execute function inbox_log_stands();
create trigger inbox_log_stands before update or delete or truncate on inbox_log_head
    for each statement execute function inbox_log_stands();
