-- People who work at the desk. Never deleted, because the audit log names them; suspended instead.
create table accounts_staff (
    id bigint generated always as identity primary key,
    uid uuid not null unique,
    login text not null unique constraint login_is_folded check (login = lower(login)),
    name text not null,
    state text not null default 'active' constraint staff_state_is_known check (state in ('active', 'suspended')),
    language text not null default 'en',
    password_hash text,
    totp_secret bytea,
    totp_last_step bigint not null default 0,
    created_at timestamptz not null,
    suspended_at timestamptz,
    constraint suspended_staff_have_a_time check ((state = 'suspended') = (suspended_at is not null)),
    constraint a_password_goes_with_a_second_factor check (password_hash is null or totp_secret is not null)
);

create table accounts_staff_role (
    staff_id bigint not null references accounts_staff,
    role text not null constraint role_is_known
        check (role in ('administrator', 'lead', 'agent', 'security_officer', 'helper', 'auditor')),
    primary key (staff_id, role)
);

create table accounts_group (
    id bigint generated always as identity primary key,
    key text not null unique constraint group_key_is_plain check (key ~ '^[a-z][a-z0-9_]{1,39}$'),
    name_en text not null,
    name_zh text not null,
    position integer not null default 0,
    retired_at timestamptz
);

insert into accounts_group (key, name_en, name_zh, position) values
    ('transactions', 'Transactions', '交易', 1),
    ('security', 'Security', '安全', 2),
    ('accounts', 'Accounts', '账户', 3),
    ('product', 'Product', '产品', 4),
    ('complaints', 'Complaints', '投诉', 5);

create table accounts_membership (
    staff_id bigint not null references accounts_staff,
    group_id bigint not null references accounts_group,
    primary key (staff_id, group_id)
);

create index accounts_membership_group on accounts_membership (group_id);

create table accounts_passkey (
    id bigint generated always as identity primary key,
    staff_id bigint not null references accounts_staff,
    credential_id bytea not null unique,
    public_key bytea not null,
    sign_count bigint not null,
    name text not null,
    transports text[] not null default '{}',
    backed_up boolean not null default false,
    created_at timestamptz not null,
    last_used_at timestamptz
);

create index accounts_passkey_staff on accounts_passkey (staff_id);

-- Passkey challenges that have been answered. They are signed, so only answered ones need remembering, until they expire.
create table accounts_spent_challenge (
    challenge bytea primary key,
    expires_at timestamptz not null
);

create index accounts_spent_challenge_age on accounts_spent_challenge (expires_at);

create table accounts_recovery_code (
    staff_id bigint not null references accounts_staff,
    digest bytea not null,
    used_at timestamptz,
    primary key (staff_id, digest)
);

-- Only the SHA-256 of a session's token is kept: who reads this table cannot sign in with it.
create table accounts_session (
    id bigint generated always as identity primary key,
    digest bytea not null unique,
    staff_id bigint not null references accounts_staff,
    method text not null constraint session_method_is_known
        check (method in ('passkey', 'password', 'recovery_code', 'enrolment')),
    device text not null default '',
    address text not null default '',
    created_at timestamptz not null,
    proven_at timestamptz not null,
    last_seen_at timestamptz not null,
    ended_at timestamptz
);

create index accounts_session_staff on accounts_session (staff_id) where ended_at is null;

-- Failed sign-ins, by a digest of what was tried (a login, an address), whether or not it exists.
create table accounts_throttle (
    key bytea primary key,
    failures integer not null,
    last_failed_at timestamptz not null,
    blocked_until timestamptz not null
);

create index accounts_throttle_age on accounts_throttle (last_failed_at);

create table accounts_invitation (
    id bigint generated always as identity primary key,
    digest bytea not null unique,
    login text not null constraint invited_login_is_folded check (login = lower(login)),
    name text not null,
    roles text[] not null constraint invited_roles_are_known check (roles <@ array[
        'administrator', 'lead', 'agent', 'security_officer', 'helper', 'auditor']),
    groups bigint[] not null default '{}',
    staff_id bigint references accounts_staff,
    invited_by bigint references accounts_staff,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    withdrawn_at timestamptz
);

create unique index accounts_invitation_open on accounts_invitation (login)
    where used_at is null and withdrawn_at is null;

create table accounts_token (
    id bigint generated always as identity primary key,
    staff_id bigint not null references accounts_staff,
    name text not null,
    digest bytea not null unique,
    hint text not null,
    scopes text[] not null constraint token_scopes_are_known check (scopes <@ array[
        'conversations:read', 'conversations:write', 'desk:read', 'desk:write', 'webhooks:manage']),
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);

create index accounts_token_staff on accounts_token (staff_id);

-- Who did what. Written unsealed in the transaction that did it; sealed later into a chain of hashes.
create table accounts_audit (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    actor_id bigint references accounts_staff,
    session_id bigint,
    token_id bigint,
    action text not null,
    subject text not null,
    subject_id bigint,
    detail jsonb not null default '{}',
    position bigint unique,
    previous_hash bytea,
    hash bytea,
    constraint sealed_whole check (
        (position is null) = (hash is null) and (position is null) = (previous_hash is null))
);

create index accounts_audit_unsealed on accounts_audit (id) where position is null;
create index accounts_audit_actor on accounts_audit (actor_id, id);
create index accounts_audit_subject on accounts_audit (subject, subject_id, id);
create index accounts_audit_action on accounts_audit (action, id);

-- Where the chain ends; one row, locked by whoever seals.
create table accounts_audit_head (
    only_row boolean primary key default true check (only_row),
    position bigint not null,
    hash bytea not null
);

insert into accounts_audit_head (position, hash) values (0, decode(repeat('00', 32), 'hex'));

create function accounts_audit_stands() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.position is null and new.position is not null
        and to_jsonb(new) - array['position', 'previous_hash', 'hash']
            = to_jsonb(old) - array['position', 'previous_hash', 'hash']
    then
        return new;
    end if;
    raise exception 'the audit log is append-only' using errcode = 'restrict_violation';
end
$$;

create trigger accounts_audit_stands before update or delete on accounts_audit
    for each row execute function accounts_audit_stands();
create trigger accounts_audit_is_never_emptied before truncate on accounts_audit
    for each statement execute function accounts_audit_stands();

-- What staff looked at. An open of the same conversation counts once an hour; everything else counts each time.
create table accounts_read (
    id bigint generated always as identity primary key,
    staff_id bigint not null references accounts_staff,
    kind text not null constraint read_kind_is_known
        check (kind in ('open', 'reveal', 'export', 'search', 'refusal', 'sign_in')),
    conversation_id bigint,
    hour timestamptz not null,
    at timestamptz not null
);

create unique index accounts_read_open_once on accounts_read (staff_id, conversation_id, hour) where kind = 'open';
create index accounts_read_rate on accounts_read (staff_id, kind, at);
create index accounts_read_age on accounts_read using brin (at);

create table accounts_read_limit (
    kind text not null constraint limit_kind_is_known
        check (kind in ('open', 'reveal', 'export', 'search', 'refusal', 'sign_in')),
    per text not null constraint limit_per_is_known check (per in ('hour', 'day')),
    alarm_above integer not null check (alarm_above > 0),
    refuse_above integer check (refuse_above >= alarm_above),
    primary key (kind, per),
    constraint only_looks_are_refused check (refuse_above is null or kind not in ('refusal', 'sign_in'))
);

-- Roomy for honest work, narrow for copying a customer base: an agent on a busy day opens some 150 conversations
-- and reveals personal data in a fifth of them.
insert into accounts_read_limit (kind, per, alarm_above, refuse_above) values
    ('open', 'hour', 80, null), ('open', 'day', 400, null),
    ('reveal', 'hour', 15, 30), ('reveal', 'day', 60, 120),
    ('export', 'hour', 3, 10), ('export', 'day', 10, 30),
    ('search', 'hour', 120, null), ('search', 'day', 600, null),
    ('refusal', 'hour', 5, null), ('refusal', 'day', 15, null),
    ('sign_in', 'hour', 10, null), ('sign_in', 'day', 30, null);

-- About a person, or about the audit log itself, which is nobody's: then `reads` is the entry at which it is broken.
create table accounts_alarm (
    id bigint generated always as identity primary key,
    staff_id bigint references accounts_staff,
    kind text not null constraint alarm_kind_is_known
        check (kind in ('open', 'reveal', 'export', 'search', 'refusal', 'sign_in', 'audit')),
    per text not null,
    since timestamptz not null,
    reads integer not null,
    threshold integer not null,
    raised_at timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by bigint references accounts_staff,
    constraint only_the_log_is_nobodys check ((staff_id is null) = (kind = 'audit')),
    unique nulls not distinct (staff_id, kind, per, since)
);

create index accounts_alarm_open on accounts_alarm (raised_at) where acknowledged_at is null;
