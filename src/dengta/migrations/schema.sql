-- Made by `make schema` from the numbered migrations, for people to read; nothing applies it.

CREATE FUNCTION public.accounts_audit_stands() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.inbox_found_by(words text[], stretch integer) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN string_to_array(((stretch || ':'::text) || array_to_string(words, ((' '::text || stretch) || ':'::text))), ' '::text);

CREATE FUNCTION public.inbox_log_stands() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'the log of receipts is append-only' using errcode = 'restrict_violation';
end
$$;

CREATE TABLE public.accounts_alarm (
    id bigint NOT NULL,
    staff_id bigint,
    kind text NOT NULL,
    per text NOT NULL,
    since timestamp with time zone NOT NULL,
    reads integer NOT NULL,
    threshold integer NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    acknowledged_by bigint,
    CONSTRAINT alarm_kind_is_known CHECK ((kind = ANY (ARRAY['open'::text, 'reveal'::text, 'export'::text, 'search'::text, 'refusal'::text, 'sign_in'::text, 'audit'::text]))),
    CONSTRAINT only_the_log_is_nobodys CHECK (((staff_id IS NULL) = (kind = 'audit'::text)))
);

ALTER TABLE public.accounts_alarm ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.accounts_alarm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_audit (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor_id bigint,
    session_id bigint,
    token_id bigint,
    action text NOT NULL,
    subject text NOT NULL,
    subject_id bigint,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    "position" bigint,
    previous_hash bytea,
    hash bytea,
    CONSTRAINT sealed_whole CHECK (((("position" IS NULL) = (hash IS NULL)) AND (("position" IS NULL) = (previous_hash IS NULL))))
);

CREATE TABLE public.accounts_audit_head (
    only_row boolean DEFAULT true NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT accounts_audit_head_only_row_check CHECK (only_row)
);

ALTER TABLE public.accounts_audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.accounts_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_group (
    id bigint NOT NULL,
    key text NOT NULL,
    name_en text NOT NULL,
    name_zh text NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT group_key_is_plain CHECK ((key ~ '^[a-z][a-z0-9_]{1,39}$'::text))
);

ALTER TABLE public.accounts_group ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.accounts_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_invitation (
    id bigint NOT NULL,
    digest bytea NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    roles text[] NOT NULL,
    groups bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    staff_id bigint,
    invited_by bigint,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT invited_login_is_folded CHECK ((login = lower(login))),
    CONSTRAINT invited_roles_are_known CHECK ((roles <@ ARRAY['administrator'::text, 'lead'::text, 'agent'::text, 'security_officer'::text, 'helper'::text, 'auditor'::text]))
);

ALTER TABLE public.accounts_invitation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.accounts_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_membership (
    staff_id bigint NOT NULL,
    group_id bigint NOT NULL
);

CREATE TABLE public.accounts_passkey (
    id bigint NOT NULL,
    staff_id bigint NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    name text NOT NULL,
    transports text[] DEFAULT '{}'::text[] NOT NULL,
    backed_up boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.accounts_passkey ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.accounts_passkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_read (
    id bigint NOT NULL,
    staff_id bigint NOT NULL,
    kind text NOT NULL,
    conversation_id bigint,
    hour timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT read_kind_is_known CHECK ((kind = ANY (ARRAY['open'::text, 'reveal'::text, 'export'::text, 'search'::text, 'refusal'::text, 'sign_in'::text])))
);

ALTER TABLE public.accounts_read ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.accounts_read_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_read_limit (
    kind text NOT NULL,
    per text NOT NULL,
    alarm_above integer NOT NULL,
    refuse_above integer,
    CONSTRAINT accounts_read_limit_alarm_above_check CHECK ((alarm_above > 0)),
    CONSTRAINT accounts_read_limit_check CHECK ((refuse_above >= alarm_above)),
    CONSTRAINT limit_kind_is_known CHECK ((kind = ANY (ARRAY['open'::text, 'reveal'::text, 'export'::text, 'search'::text, 'refusal'::text, 'sign_in'::text]))),
    CONSTRAINT limit_per_is_known CHECK ((per = ANY (ARRAY['hour'::text, 'day'::text]))),
    CONSTRAINT only_looks_are_refused CHECK (((refuse_above IS NULL) OR (kind <> ALL (ARRAY['refusal'::text, 'sign_in'::text]))))
);

CREATE TABLE public.accounts_recovery_code (
    staff_id bigint NOT NULL,
    digest bytea NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.accounts_session (
    id bigint NOT NULL,
    digest bytea NOT NULL,
    staff_id bigint NOT NULL,
    method text NOT NULL,
    device text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    proven_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT session_method_is_known CHECK ((method = ANY (ARRAY['passkey'::text, 'password'::text, 'recovery_code'::text, 'enrolment'::text])))
);

ALTER TABLE public.accounts_session ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.accounts_session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_spent_challenge (
    challenge bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.accounts_staff (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    password_hash text,
    totp_secret bytea,
    totp_last_step bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    suspended_at timestamp with time zone,
    CONSTRAINT a_password_goes_with_a_second_factor CHECK (((password_hash IS NULL) OR (totp_secret IS NOT NULL))),
    CONSTRAINT login_is_folded CHECK ((login = lower(login))),
    CONSTRAINT staff_state_is_known CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text]))),
    CONSTRAINT suspended_staff_have_a_time CHECK (((state = 'suspended'::text) = (suspended_at IS NOT NULL)))
);

ALTER TABLE public.accounts_staff ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.accounts_staff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_staff_role (
    staff_id bigint NOT NULL,
    role text NOT NULL,
    CONSTRAINT role_is_known CHECK ((role = ANY (ARRAY['administrator'::text, 'lead'::text, 'agent'::text, 'security_officer'::text, 'helper'::text, 'auditor'::text])))
);

CREATE TABLE public.accounts_throttle (
    key bytea NOT NULL,
    failures integer NOT NULL,
    last_failed_at timestamp with time zone NOT NULL,
    blocked_until timestamp with time zone NOT NULL
);

CREATE TABLE public.accounts_token (
    id bigint NOT NULL,
    staff_id bigint NOT NULL,
    name text NOT NULL,
    digest bytea NOT NULL,
    hint text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT token_scopes_are_known CHECK ((scopes <@ ARRAY['conversations:read'::text, 'conversations:write'::text, 'desk:read'::text, 'desk:write'::text, 'webhooks:manage'::text]))
);

ALTER TABLE public.accounts_token ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.accounts_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_attachment (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    customer_id bigint,
    staff_id bigint,
    conversation_id bigint,
    message_id bigint,
    name text NOT NULL,
    content_type text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT attachment_state_is_known CHECK ((state = ANY (ARRAY['held'::text, 'ready'::text, 'refused'::text])))
);

ALTER TABLE public.inbox_attachment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_canned (
    id bigint NOT NULL,
    shortcut text NOT NULL,
    title_zh text NOT NULL,
    title_en text NOT NULL,
    body_zh text NOT NULL,
    body_en text NOT NULL,
    group_id bigint,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.inbox_canned ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_canned_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_channel (
    id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    CONSTRAINT channel_kind_is_known CHECK ((kind = ANY (ARRAY['widget'::text, 'form'::text, 'api'::text])))
);

ALTER TABLE public.inbox_channel ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_claim (
    sender text NOT NULL,
    client_id text NOT NULL,
    fingerprint bytea NOT NULL,
    conversation_id bigint NOT NULL,
    number bigint NOT NULL,
    claimed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.inbox_conversation (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    reference text NOT NULL,
    channel_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    subject text NOT NULL,
    topic text NOT NULL,
    lane text NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    language text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    understood jsonb DEFAULT '{}'::jsonb NOT NULL,
    group_id bigint,
    assignee_id bigint,
    confidential boolean DEFAULT false NOT NULL,
    secret_version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_activity_at timestamp with time zone NOT NULL,
    last_customer_at timestamp with time zone NOT NULL,
    last_staff_at timestamp with time zone,
    first_reply_at timestamp with time zone,
    promised_at timestamp with time zone NOT NULL,
    next_update_due timestamp with time zone,
    warn_at timestamp with time zone,
    warned_at timestamp with time zone,
    escalated_at timestamp with time zone,
    reminders integer DEFAULT 0 NOT NULL,
    snoozed_until timestamp with time zone,
    resolved_at timestamp with time zone,
    held_at timestamp with time zone,
    forgotten_at timestamp with time zone,
    merged_into bigint,
    last_event bigint DEFAULT 0 NOT NULL,
    last_shown bigint DEFAULT 0 NOT NULL,
    last_shown_at timestamp with time zone NOT NULL,
    last_excerpt text DEFAULT ''::text NOT NULL,
    customer_delivered bigint DEFAULT 0 NOT NULL,
    customer_read bigint DEFAULT 0 NOT NULL,
    staff_read bigint DEFAULT 0 NOT NULL,
    answer_order smallint GENERATED ALWAYS AS ((
CASE status
    WHEN 'waiting'::text THEN 4
    ELSE 0
END +
CASE lane
    WHEN 'emergency'::text THEN 0
    WHEN 'urgent'::text THEN 1
    WHEN 'standard'::text THEN 2
    ELSE 3
END)) STORED NOT NULL,
    CONSTRAINT an_open_conversation_has_a_next_update CHECK (((status = 'resolved'::text) OR (next_update_due IS NOT NULL))),
    CONSTRAINT lane_is_known CHECK ((lane = ANY (ARRAY['emergency'::text, 'urgent'::text, 'standard'::text, 'feedback'::text]))),
    CONSTRAINT resolved_has_a_time CHECK (((status = 'resolved'::text) = (resolved_at IS NOT NULL))),
    CONSTRAINT snoozed_has_an_end CHECK (((status = 'snoozed'::text) = (snoozed_until IS NOT NULL))),
    CONSTRAINT status_is_known CHECK ((status = ANY (ARRAY['open'::text, 'waiting'::text, 'snoozed'::text, 'resolved'::text])))
);

ALTER TABLE public.inbox_conversation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_conversation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_customer (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name text,
    email text,
    email_proven_at timestamp with time zone,
    language text DEFAULT 'en'::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    erased_at timestamp with time zone
);

ALTER TABLE public.inbox_customer ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_customer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_delivery (
    message_id bigint NOT NULL,
    recipient bigint NOT NULL,
    channel_id bigint NOT NULL,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    failure text,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT delivery_state_is_known CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text])))
);

CREATE TABLE public.inbox_draft (
    conversation_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    CONSTRAINT draft_kind_is_known CHECK ((kind = ANY (ARRAY['message'::text, 'note'::text])))
);

CREATE TABLE public.inbox_event (
    conversation_id bigint NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    audience text NOT NULL,
    staff_id bigint,
    message_id bigint,
    body jsonb DEFAULT '{}'::jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT audience_is_known CHECK ((audience = ANY (ARRAY['everyone'::text, 'staff'::text])))
);

CREATE VIEW public.inbox_first_reply AS
 SELECT id AS conversation_id,
    lane,
    status,
    created_at,
    first_reply_at,
    channel_id,
    topic
   FROM public.inbox_conversation
  WHERE (merged_into IS NULL);

CREATE TABLE public.inbox_host_key (
    id bigint NOT NULL,
    name text NOT NULL,
    algorithm text NOT NULL,
    key text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT algorithm_is_known CHECK ((algorithm = ANY (ARRAY['HS256'::text, 'EdDSA'::text])))
);

ALTER TABLE public.inbox_host_key ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_host_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_identity (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    proven_at timestamp with time zone NOT NULL,
    CONSTRAINT identity_kind_is_known CHECK ((kind = ANY (ARRAY['device'::text, 'host'::text])))
);

ALTER TABLE public.inbox_identity ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_identity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_log_head (
    size bigint NOT NULL,
    root bytea NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    checkpoint text NOT NULL
);

CREATE TABLE public.inbox_log_leaf (
    "position" bigint NOT NULL,
    conversation_id bigint NOT NULL,
    entry text NOT NULL,
    hash bytea NOT NULL
);

CREATE TABLE public.inbox_log_node (
    level smallint NOT NULL,
    index bigint NOT NULL,
    hash bytea NOT NULL
);

CREATE TABLE public.inbox_mention (
    conversation_id bigint NOT NULL,
    message_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    seen_at timestamp with time zone
);

CREATE TABLE public.inbox_merge (
    id bigint NOT NULL,
    kept_id bigint NOT NULL,
    merged_id bigint NOT NULL,
    before jsonb NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    merged_by bigint NOT NULL,
    undone_at timestamp with time zone
);

ALTER TABLE public.inbox_merge ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_message (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    conversation_id bigint NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    author text NOT NULL,
    staff_id bigint,
    client_id text,
    body text NOT NULL,
    redactions text[] DEFAULT '{}'::text[] NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    CONSTRAINT author_is_known CHECK ((author = ANY (ARRAY['customer'::text, 'staff'::text, 'desk'::text]))),
    CONSTRAINT message_kind_is_known CHECK ((kind = ANY (ARRAY['message'::text, 'note'::text])))
);

ALTER TABLE public.inbox_message ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_saved_view (
    id bigint NOT NULL,
    staff_id bigint,
    name text NOT NULL,
    filter jsonb NOT NULL,
    "position" integer DEFAULT 0 NOT NULL
);

ALTER TABLE public.inbox_saved_view ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_saved_view_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbox_tally (
    group_id bigint NOT NULL,
    assignee_id bigint NOT NULL,
    status text NOT NULL,
    lane text NOT NULL,
    confidential boolean NOT NULL,
    conversations bigint NOT NULL
);

CREATE TABLE public.inbox_word (
    message_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    stretch integer NOT NULL,
    staff_only boolean NOT NULL,
    words text[] NOT NULL
);

CREATE TABLE public.insight_rating (
    id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    resolved_at timestamp with time zone NOT NULL,
    group_id bigint,
    staff_id bigint,
    speed smallint NOT NULL,
    professionalism smallint NOT NULL,
    resolution text NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    rated_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT professionalism_is_a_mark CHECK (((professionalism >= 1) AND (professionalism <= 5))),
    CONSTRAINT resolution_is_known CHECK ((resolution = ANY (ARRAY['yes'::text, 'partly'::text, 'no'::text]))),
    CONSTRAINT speed_is_a_mark CHECK (((speed >= 1) AND (speed <= 5)))
);

ALTER TABLE public.insight_rating ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.insight_rating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.platform_fact (
    seq bigint NOT NULL,
    topic text NOT NULL,
    streams text[] NOT NULL,
    payload jsonb NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    relayed_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.platform_idempotency (
    caller bytea NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    status smallint,
    answer bytea,
    CONSTRAINT platform_idempotency_check CHECK (((status IS NULL) = (answer IS NULL))),
    CONSTRAINT platform_idempotency_key_check CHECK (((length(key) >= 8) AND (length(key) <= 64))),
    CONSTRAINT platform_idempotency_status_check CHECK (((status >= 200) AND (status <= 299)))
);

CREATE TABLE public.platform_migration (
    name text NOT NULL,
    digest text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.platform_outbox (
    id bigint NOT NULL,
    topic text NOT NULL,
    streams text[] DEFAULT '{}'::text[] NOT NULL,
    payload jsonb NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.platform_outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.platform_outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.platform_retention (
    kind text NOT NULL,
    forgotten bigint NOT NULL,
    ran_at timestamp with time zone NOT NULL
);

CREATE TABLE public.platform_setting (
    key text NOT NULL,
    value jsonb NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.safety_feed (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    name text NOT NULL,
    url text,
    kind text NOT NULL,
    every_hours integer NOT NULL,
    content bytea,
    version bigint DEFAULT 0 NOT NULL,
    entries integer DEFAULT 0 NOT NULL,
    taken_at timestamp with time zone,
    tried_at timestamp with time zone,
    problem text,
    due_at timestamp with time zone,
    added_by bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT a_feed_with_an_address_comes_due CHECK (((url IS NULL) = (due_at IS NULL))),
    CONSTRAINT feed_kind_is_known CHECK ((kind = ANY (ARRAY['bad'::text, 'good'::text]))),
    CONSTRAINT feed_pause_is_sensible CHECK (((every_hours >= 1) AND (every_hours <= 168))),
    CONSTRAINT feed_problem_is_known CHECK ((problem = ANY (ARRAY['unreachable'::text, 'refused'::text, 'too_large'::text, 'unreadable'::text])))
);

ALTER TABLE public.safety_feed ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.safety_feed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.triage_calendar (
    id bigint NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.triage_calendar ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.triage_calendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.triage_holiday (
    calendar_id bigint NOT NULL,
    day date NOT NULL,
    name text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.triage_recent (
    lane text NOT NULL,
    answered integer NOT NULL,
    low_seconds integer NOT NULL,
    high_seconds integer NOT NULL,
    computed_at timestamp with time zone NOT NULL,
    CONSTRAINT band_is_ordered CHECK (((0 <= low_seconds) AND (low_seconds <= high_seconds))),
    CONSTRAINT recent_lane_is_known CHECK ((lane = ANY (ARRAY['emergency'::text, 'urgent'::text, 'standard'::text, 'feedback'::text])))
);

CREATE TABLE public.triage_span (
    calendar_id bigint NOT NULL,
    weekday smallint NOT NULL,
    opens smallint NOT NULL,
    closes smallint NOT NULL,
    CONSTRAINT span_runs_forwards CHECK (((0 <= opens) AND (opens < closes) AND (closes <= 1440))),
    CONSTRAINT weekday_is_known CHECK (((weekday >= 0) AND (weekday <= 6)))
);

CREATE TABLE public.triage_special_span (
    calendar_id bigint NOT NULL,
    day date NOT NULL,
    opens smallint NOT NULL,
    closes smallint NOT NULL,
    CONSTRAINT special_span_runs_forwards CHECK (((0 <= opens) AND (opens < closes) AND (closes <= 1440)))
);

CREATE TABLE public.triage_target (
    lane text NOT NULL,
    first_minutes integer NOT NULL,
    next_minutes integer NOT NULL,
    silence_minutes integer NOT NULL,
    close_after_minutes integer NOT NULL,
    around_the_clock boolean NOT NULL,
    warn_share double precision NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT closing_is_a_wait CHECK (((close_after_minutes >= 120) AND (close_after_minutes <= 86400))),
    CONSTRAINT first_is_a_wait CHECK (((first_minutes >= 1) AND (first_minutes <= 43200))),
    CONSTRAINT next_is_a_wait CHECK (((next_minutes >= 1) AND (next_minutes <= 43200))),
    CONSTRAINT silence_is_a_wait CHECK (((silence_minutes >= 15) AND (silence_minutes <= 86400))),
    CONSTRAINT target_lane_is_known CHECK ((lane = ANY (ARRAY['emergency'::text, 'urgent'::text, 'standard'::text, 'feedback'::text]))),
    CONSTRAINT warning_comes_before CHECK (((warn_share > (0)::double precision) AND (warn_share < (1)::double precision)))
);

CREATE TABLE public.trust_change (
    id bigint NOT NULL,
    entry_id bigint NOT NULL,
    deed text NOT NULL,
    proposed_by bigint NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by bigint,
    decided_at timestamp with time zone,
    decision text,
    CONSTRAINT a_decision_is_whole CHECK ((num_nulls(decided_by, decided_at, decision) = ANY (ARRAY[0, 3]))),
    CONSTRAINT change_decision_is_known CHECK ((decision = ANY (ARRAY['approved'::text, 'rejected'::text]))),
    CONSTRAINT change_deed_is_known CHECK ((deed = ANY (ARRAY['publish'::text, 'withdraw'::text]))),
    CONSTRAINT four_eyes CHECK (((decision IS DISTINCT FROM 'approved'::text) OR (decided_by <> proposed_by)))
);

ALTER TABLE public.trust_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.trust_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.trust_entry (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    sort text NOT NULL,
    value text NOT NULL,
    detail text DEFAULT ''::text NOT NULL,
    note_en text DEFAULT ''::text NOT NULL,
    note_zh text DEFAULT ''::text NOT NULL,
    published_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT entry_sort_is_known CHECK ((sort = ANY (ARRAY['domain'::text, 'email'::text, 'handle'::text, 'phone'::text, 'group'::text, 'app'::text, 'address'::text, 'name'::text, 'staff'::text]))),
    CONSTRAINT only_what_was_published_is_withdrawn CHECK (((withdrawn_at IS NULL) OR (published_at IS NOT NULL)))
);

ALTER TABLE public.trust_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.trust_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.webhooks_delivery (
    id bigint NOT NULL,
    endpoint_id bigint NOT NULL,
    message_id text NOT NULL,
    fact_seq bigint NOT NULL,
    topic text NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_status integer,
    last_problem text,
    due_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT webhook_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'dead'::text])))
);

ALTER TABLE public.webhooks_delivery ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.webhooks_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.webhooks_endpoint (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    url text NOT NULL,
    secret bytea NOT NULL,
    topics text[] NOT NULL,
    made_by bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    disabled_why text,
    CONSTRAINT reason_is_known CHECK ((disabled_why = ANY (ARRAY['staff'::text, 'gone'::text])))
);

ALTER TABLE public.webhooks_endpoint ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.webhooks_endpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.accounts_alarm
    ADD CONSTRAINT accounts_alarm_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_alarm
    ADD CONSTRAINT accounts_alarm_staff_id_kind_per_since_key UNIQUE NULLS NOT DISTINCT (staff_id, kind, per, since);

ALTER TABLE ONLY public.accounts_audit_head
    ADD CONSTRAINT accounts_audit_head_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.accounts_audit
    ADD CONSTRAINT accounts_audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_audit
    ADD CONSTRAINT accounts_audit_position_key UNIQUE ("position");

ALTER TABLE ONLY public.accounts_group
    ADD CONSTRAINT accounts_group_key_key UNIQUE (key);

ALTER TABLE ONLY public.accounts_group
    ADD CONSTRAINT accounts_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_pkey PRIMARY KEY (staff_id, group_id);

ALTER TABLE ONLY public.accounts_passkey
    ADD CONSTRAINT accounts_passkey_credential_id_key UNIQUE (credential_id);

ALTER TABLE ONLY public.accounts_passkey
    ADD CONSTRAINT accounts_passkey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_read_limit
    ADD CONSTRAINT accounts_read_limit_pkey PRIMARY KEY (kind, per);

ALTER TABLE ONLY public.accounts_read
    ADD CONSTRAINT accounts_read_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_recovery_code
    ADD CONSTRAINT accounts_recovery_code_pkey PRIMARY KEY (staff_id, digest);

ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_spent_challenge
    ADD CONSTRAINT accounts_spent_challenge_pkey PRIMARY KEY (challenge);

ALTER TABLE ONLY public.accounts_staff
    ADD CONSTRAINT accounts_staff_login_key UNIQUE (login);

ALTER TABLE ONLY public.accounts_staff
    ADD CONSTRAINT accounts_staff_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_staff_role
    ADD CONSTRAINT accounts_staff_role_pkey PRIMARY KEY (staff_id, role);

ALTER TABLE ONLY public.accounts_staff
    ADD CONSTRAINT accounts_staff_uid_key UNIQUE (uid);

ALTER TABLE ONLY public.accounts_throttle
    ADD CONSTRAINT accounts_throttle_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.accounts_token
    ADD CONSTRAINT accounts_token_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.accounts_token
    ADD CONSTRAINT accounts_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_uid_key UNIQUE (uid);

ALTER TABLE ONLY public.inbox_canned
    ADD CONSTRAINT inbox_canned_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_canned
    ADD CONSTRAINT inbox_canned_shortcut_key UNIQUE (shortcut);

ALTER TABLE ONLY public.inbox_channel
    ADD CONSTRAINT inbox_channel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_claim
    ADD CONSTRAINT inbox_claim_pkey PRIMARY KEY (sender, client_id);

ALTER TABLE ONLY public.inbox_conversation
    ADD CONSTRAINT inbox_conversation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_conversation
    ADD CONSTRAINT inbox_conversation_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.inbox_conversation
    ADD CONSTRAINT inbox_conversation_uid_key UNIQUE (uid);

ALTER TABLE ONLY public.inbox_customer
    ADD CONSTRAINT inbox_customer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_customer
    ADD CONSTRAINT inbox_customer_uid_key UNIQUE (uid);

ALTER TABLE ONLY public.inbox_delivery
    ADD CONSTRAINT inbox_delivery_pkey PRIMARY KEY (message_id, recipient);

ALTER TABLE ONLY public.inbox_draft
    ADD CONSTRAINT inbox_draft_pkey PRIMARY KEY (conversation_id, staff_id);

ALTER TABLE ONLY public.inbox_event
    ADD CONSTRAINT inbox_event_pkey PRIMARY KEY (conversation_id, number);

ALTER TABLE ONLY public.inbox_host_key
    ADD CONSTRAINT inbox_host_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_identity
    ADD CONSTRAINT inbox_identity_kind_subject_key UNIQUE (kind, subject);

ALTER TABLE ONLY public.inbox_identity
    ADD CONSTRAINT inbox_identity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_log_head
    ADD CONSTRAINT inbox_log_head_pkey PRIMARY KEY (size);

ALTER TABLE ONLY public.inbox_log_leaf
    ADD CONSTRAINT inbox_log_leaf_conversation_id_key UNIQUE (conversation_id);

ALTER TABLE ONLY public.inbox_log_leaf
    ADD CONSTRAINT inbox_log_leaf_hash_key UNIQUE (hash);

ALTER TABLE ONLY public.inbox_log_leaf
    ADD CONSTRAINT inbox_log_leaf_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY public.inbox_log_node
    ADD CONSTRAINT inbox_log_node_pkey PRIMARY KEY (level, index);

ALTER TABLE ONLY public.inbox_mention
    ADD CONSTRAINT inbox_mention_pkey PRIMARY KEY (message_id, staff_id);

ALTER TABLE ONLY public.inbox_merge
    ADD CONSTRAINT inbox_merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT inbox_message_conversation_id_number_key UNIQUE (conversation_id, number);

ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT inbox_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT inbox_message_uid_key UNIQUE (uid);

ALTER TABLE ONLY public.inbox_saved_view
    ADD CONSTRAINT inbox_saved_view_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbox_tally
    ADD CONSTRAINT inbox_tally_pkey PRIMARY KEY (group_id, assignee_id, status, lane, confidential);

ALTER TABLE ONLY public.inbox_word
    ADD CONSTRAINT inbox_word_pkey PRIMARY KEY (message_id);

ALTER TABLE ONLY public.insight_rating
    ADD CONSTRAINT insight_rating_conversation_id_resolved_at_key UNIQUE (conversation_id, resolved_at);

ALTER TABLE ONLY public.insight_rating
    ADD CONSTRAINT insight_rating_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.platform_fact
    ADD CONSTRAINT platform_fact_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY public.platform_idempotency
    ADD CONSTRAINT platform_idempotency_pkey PRIMARY KEY (caller, key);

ALTER TABLE ONLY public.platform_migration
    ADD CONSTRAINT platform_migration_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.platform_outbox
    ADD CONSTRAINT platform_outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.platform_retention
    ADD CONSTRAINT platform_retention_pkey PRIMARY KEY (kind);

ALTER TABLE ONLY public.platform_setting
    ADD CONSTRAINT platform_setting_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.safety_feed
    ADD CONSTRAINT safety_feed_name_key UNIQUE (name);

ALTER TABLE ONLY public.safety_feed
    ADD CONSTRAINT safety_feed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.safety_feed
    ADD CONSTRAINT safety_feed_uid_key UNIQUE (uid);

ALTER TABLE ONLY public.triage_calendar
    ADD CONSTRAINT triage_calendar_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.triage_holiday
    ADD CONSTRAINT triage_holiday_pkey PRIMARY KEY (calendar_id, day);

ALTER TABLE ONLY public.triage_recent
    ADD CONSTRAINT triage_recent_pkey PRIMARY KEY (lane);

ALTER TABLE ONLY public.triage_span
    ADD CONSTRAINT triage_span_pkey PRIMARY KEY (calendar_id, weekday, opens);

ALTER TABLE ONLY public.triage_special_span
    ADD CONSTRAINT triage_special_span_pkey PRIMARY KEY (calendar_id, day, opens);

ALTER TABLE ONLY public.triage_target
    ADD CONSTRAINT triage_target_pkey PRIMARY KEY (lane);

ALTER TABLE ONLY public.trust_change
    ADD CONSTRAINT trust_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.trust_entry
    ADD CONSTRAINT trust_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.trust_entry
    ADD CONSTRAINT trust_entry_uid_key UNIQUE (uid);

ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT webhooks_delivery_endpoint_id_fact_seq_key UNIQUE (endpoint_id, fact_seq);

ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT webhooks_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhooks_endpoint
    ADD CONSTRAINT webhooks_endpoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhooks_endpoint
    ADD CONSTRAINT webhooks_endpoint_uid_key UNIQUE (uid);

CREATE INDEX accounts_alarm_open ON public.accounts_alarm USING btree (raised_at) WHERE (acknowledged_at IS NULL);

CREATE INDEX accounts_audit_action ON public.accounts_audit USING btree (action, id);

CREATE INDEX accounts_audit_actor ON public.accounts_audit USING btree (actor_id, id);

CREATE INDEX accounts_audit_subject ON public.accounts_audit USING btree (subject, subject_id, id);

CREATE INDEX accounts_audit_unsealed ON public.accounts_audit USING btree (id) WHERE ("position" IS NULL);

CREATE UNIQUE INDEX accounts_invitation_open ON public.accounts_invitation USING btree (login) WHERE ((used_at IS NULL) AND (withdrawn_at IS NULL));

CREATE INDEX accounts_membership_group ON public.accounts_membership USING btree (group_id);

CREATE INDEX accounts_passkey_staff ON public.accounts_passkey USING btree (staff_id);

CREATE INDEX accounts_read_age ON public.accounts_read USING brin (at);

CREATE UNIQUE INDEX accounts_read_open_once ON public.accounts_read USING btree (staff_id, conversation_id, hour) WHERE (kind = 'open'::text);

CREATE INDEX accounts_read_rate ON public.accounts_read USING btree (staff_id, kind, at);

CREATE INDEX accounts_session_staff ON public.accounts_session USING btree (staff_id) WHERE (ended_at IS NULL);

CREATE INDEX accounts_spent_challenge_age ON public.accounts_spent_challenge USING btree (expires_at);

CREATE INDEX accounts_throttle_age ON public.accounts_throttle USING btree (last_failed_at);

CREATE INDEX accounts_token_staff ON public.accounts_token USING btree (staff_id);

CREATE INDEX inbox_attachment_loose ON public.inbox_attachment USING btree (created_at) WHERE (message_id IS NULL);

CREATE INDEX inbox_attachment_message ON public.inbox_attachment USING btree (message_id);

CREATE INDEX inbox_claim_age ON public.inbox_claim USING brin (claimed_at);

CREATE INDEX inbox_claim_conversation ON public.inbox_claim USING btree (conversation_id, number);

CREATE INDEX inbox_conversation_ageing ON public.inbox_conversation USING btree (resolved_at) WHERE ((status = 'resolved'::text) AND (held_at IS NULL) AND ((forgotten_at IS NULL) OR (forgotten_at <= GREATEST(resolved_at, last_activity_at))));

CREATE INDEX inbox_conversation_answer ON public.inbox_conversation USING btree (answer_order, next_update_due, id) WHERE (status = ANY (ARRAY['open'::text, 'waiting'::text]));

CREATE INDEX inbox_conversation_answered ON public.inbox_conversation USING btree (lane, first_reply_at DESC) WHERE ((first_reply_at IS NOT NULL) AND (merged_into IS NULL));

CREATE INDEX inbox_conversation_assignee ON public.inbox_conversation USING btree (assignee_id, last_activity_at DESC, id DESC) WHERE (status <> 'resolved'::text);

CREATE INDEX inbox_conversation_customer ON public.inbox_conversation USING btree (customer_id, last_shown_at DESC, id DESC);

CREATE INDEX inbox_conversation_due ON public.inbox_conversation USING btree (next_update_due, id) INCLUDE (status, group_id, assignee_id, confidential) WHERE (status <> 'resolved'::text);

CREATE INDEX inbox_conversation_free ON public.inbox_conversation USING btree (answer_order, next_update_due, id) WHERE ((assignee_id IS NULL) AND (status = 'open'::text));

CREATE INDEX inbox_conversation_group ON public.inbox_conversation USING btree (group_id, last_activity_at DESC, id DESC) WHERE (status <> 'resolved'::text);

CREATE INDEX inbox_conversation_held ON public.inbox_conversation USING btree (merged_into) WHERE (held_at IS NOT NULL);

CREATE INDEX inbox_conversation_lane ON public.inbox_conversation USING btree (lane, last_activity_at DESC, id DESC) WHERE ((status <> 'resolved'::text) AND (lane = ANY (ARRAY['emergency'::text, 'urgent'::text])));

CREATE INDEX inbox_conversation_open ON public.inbox_conversation USING btree (last_activity_at DESC, id DESC) WHERE (status <> 'resolved'::text);

CREATE INDEX inbox_conversation_resolved ON public.inbox_conversation USING btree (last_activity_at DESC, id DESC) WHERE (status = 'resolved'::text);

CREATE INDEX inbox_conversation_snoozed ON public.inbox_conversation USING btree (last_activity_at DESC, id DESC) WHERE (status = 'snoozed'::text);

CREATE INDEX inbox_conversation_unanswered ON public.inbox_conversation USING btree (lane, created_at) WHERE ((first_reply_at IS NULL) AND (status = 'open'::text) AND (merged_into IS NULL));

CREATE INDEX inbox_conversation_unwarned ON public.inbox_conversation USING btree (warn_at) WHERE ((status = 'open'::text) AND (warned_at IS NULL));

CREATE INDEX inbox_conversation_waiting ON public.inbox_conversation USING btree (last_activity_at DESC, id DESC) WHERE (status = 'waiting'::text);

CREATE INDEX inbox_delivery_failed ON public.inbox_delivery USING btree (changed_at) WHERE (state = 'failed'::text);

CREATE INDEX inbox_identity_customer ON public.inbox_identity USING btree (customer_id);

CREATE INDEX inbox_mention_staff ON public.inbox_mention USING btree (staff_id, conversation_id);

CREATE INDEX inbox_mention_unseen ON public.inbox_mention USING btree (staff_id, conversation_id) WHERE (seen_at IS NULL);

CREATE INDEX inbox_merge_kept ON public.inbox_merge USING btree (kept_id) WHERE (undone_at IS NULL);

CREATE UNIQUE INDEX inbox_merge_once ON public.inbox_merge USING btree (merged_id) WHERE (undone_at IS NULL);

CREATE INDEX inbox_word_conversation ON public.inbox_word USING btree (conversation_id, message_id);

CREATE INDEX inbox_word_found ON public.inbox_word USING gin (public.inbox_found_by(words, stretch)) WITH (fastupdate=off);

CREATE INDEX insight_rating_age ON public.insight_rating USING btree (rated_at DESC, id DESC);

CREATE INDEX platform_fact_recorded_at ON public.platform_fact USING brin (recorded_at);

CREATE INDEX platform_idempotency_claimed_at ON public.platform_idempotency USING btree (claimed_at);

CREATE INDEX safety_feed_due ON public.safety_feed USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX trust_change_approved ON public.trust_change USING btree (decided_at) WHERE (decision = 'approved'::text);

CREATE UNIQUE INDEX trust_change_open ON public.trust_change USING btree (entry_id) WHERE (decided_at IS NULL);

CREATE UNIQUE INDEX trust_entry_once ON public.trust_entry USING btree (sort, value, detail) WHERE (withdrawn_at IS NULL);

CREATE INDEX webhooks_delivery_due ON public.webhooks_delivery USING btree (due_at) WHERE (state = 'waiting'::text);

CREATE INDEX webhooks_delivery_recent ON public.webhooks_delivery USING btree (endpoint_id, id DESC);

CREATE INDEX webhooks_delivery_settled ON public.webhooks_delivery USING btree (changed_at) WHERE (state <> 'waiting'::text);

CREATE TRIGGER accounts_audit_is_never_emptied BEFORE TRUNCATE ON public.accounts_audit FOR EACH STATEMENT EXECUTE FUNCTION public.accounts_audit_stands();

CREATE TRIGGER accounts_audit_stands BEFORE DELETE OR UPDATE ON public.accounts_audit FOR EACH ROW EXECUTE FUNCTION public.accounts_audit_stands();

CREATE TRIGGER inbox_log_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.inbox_log_head FOR EACH STATEMENT EXECUTE FUNCTION public.inbox_log_stands();

CREATE TRIGGER inbox_log_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.inbox_log_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.inbox_log_stands();

CREATE TRIGGER inbox_log_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.inbox_log_node FOR EACH STATEMENT EXECUTE FUNCTION public.inbox_log_stands();

ALTER TABLE ONLY public.accounts_alarm
    ADD CONSTRAINT accounts_alarm_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_alarm
    ADD CONSTRAINT accounts_alarm_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_audit
    ADD CONSTRAINT accounts_audit_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.accounts_group(id);

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_passkey
    ADD CONSTRAINT accounts_passkey_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_read
    ADD CONSTRAINT accounts_read_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_recovery_code
    ADD CONSTRAINT accounts_recovery_code_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_staff_role
    ADD CONSTRAINT accounts_staff_role_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.accounts_token
    ADD CONSTRAINT accounts_token_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.accounts_staff(id);

ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.inbox_customer(id);

ALTER TABLE ONLY public.inbox_attachment
    ADD CONSTRAINT inbox_attachment_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.inbox_message(id);

ALTER TABLE ONLY public.inbox_claim
    ADD CONSTRAINT inbox_claim_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_conversation
    ADD CONSTRAINT inbox_conversation_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES public.inbox_channel(id);

ALTER TABLE ONLY public.inbox_conversation
    ADD CONSTRAINT inbox_conversation_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.inbox_customer(id);

ALTER TABLE ONLY public.inbox_conversation
    ADD CONSTRAINT inbox_conversation_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_delivery
    ADD CONSTRAINT inbox_delivery_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES public.inbox_channel(id);

ALTER TABLE ONLY public.inbox_delivery
    ADD CONSTRAINT inbox_delivery_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.inbox_message(id);

ALTER TABLE ONLY public.inbox_delivery
    ADD CONSTRAINT inbox_delivery_recipient_fkey FOREIGN KEY (recipient) REFERENCES public.inbox_customer(id);

ALTER TABLE ONLY public.inbox_draft
    ADD CONSTRAINT inbox_draft_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_event
    ADD CONSTRAINT inbox_event_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_event
    ADD CONSTRAINT inbox_event_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.inbox_message(id);

ALTER TABLE ONLY public.inbox_identity
    ADD CONSTRAINT inbox_identity_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.inbox_customer(id);

ALTER TABLE ONLY public.inbox_log_leaf
    ADD CONSTRAINT inbox_log_leaf_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_mention
    ADD CONSTRAINT inbox_mention_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_mention
    ADD CONSTRAINT inbox_mention_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.inbox_message(id);

ALTER TABLE ONLY public.inbox_merge
    ADD CONSTRAINT inbox_merge_kept_id_fkey FOREIGN KEY (kept_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_merge
    ADD CONSTRAINT inbox_merge_merged_id_fkey FOREIGN KEY (merged_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT inbox_message_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_word
    ADD CONSTRAINT inbox_word_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.inbox_word
    ADD CONSTRAINT inbox_word_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.inbox_message(id);

ALTER TABLE ONLY public.insight_rating
    ADD CONSTRAINT insight_rating_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.inbox_conversation(id);

ALTER TABLE ONLY public.triage_holiday
    ADD CONSTRAINT triage_holiday_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES public.triage_calendar(id);

ALTER TABLE ONLY public.triage_span
    ADD CONSTRAINT triage_span_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES public.triage_calendar(id);

ALTER TABLE ONLY public.triage_special_span
    ADD CONSTRAINT triage_special_span_calendar_id_day_fkey FOREIGN KEY (calendar_id, day) REFERENCES public.triage_holiday(calendar_id, day) ON DELETE CASCADE;

ALTER TABLE ONLY public.trust_change
    ADD CONSTRAINT trust_change_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES public.trust_entry(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT webhooks_delivery_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES public.webhooks_endpoint(id) ON DELETE CASCADE;
