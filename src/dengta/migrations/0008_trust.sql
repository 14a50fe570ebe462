-- What is officially ours. An entry is ours once somebody proposed it and somebody else approved it, until its removal
-- was proposed and approved in the same way.
create table trust_entry (
    id bigint generated always as identity primary key,
    uid uuid not null unique,
    sort text not null constraint entry_sort_is_known check (
        sort in ('domain', 'email', 'handle', 'phone', 'group', 'app', 'address', 'name', 'staff')
    ),
    value text not null,
    detail text not null default '',
    note_en text not null default '',
    note_zh text not null default '',
    published_at timestamptz,
    withdrawn_at timestamptz,
    constraint only_what_was_published_is_withdrawn check (withdrawn_at is null or published_at is not null)
);

create unique index trust_entry_once on trust_entry (sort, value, detail) where withdrawn_at is null;

create table trust_change (
    id bigint generated always as identity primary key,
    entry_id bigint not null references trust_entry on delete cascade,
    deed text not null constraint change_deed_is_known check (deed in ('publish', 'withdraw')),
    proposed_by bigint not null,
    proposed_at timestamptz not null,
    decided_by bigint,
    decided_at timestamptz,
    decision text constraint change_decision_is_known check (decision in ('approved', 'rejected')),
    constraint a_decision_is_whole check (num_nulls(decided_by, decided_at, decision) in (0, 3)),
    constraint four_eyes check (decision is distinct from 'approved' or decided_by <> proposed_by)
);

create unique index trust_change_open on trust_change (entry_id) where decided_at is null;
create index trust_change_approved on trust_change (decided_at) where decision = 'approved';
