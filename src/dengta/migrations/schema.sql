-- Made by `make schema` from the numbered migrations, for people to read; nothing applies it.

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
    merged_into bigint,
    last_event bigint DEFAULT 0 NOT NULL,
    last_excerpt text DEFAULT ''::text NOT NULL,
    customer_delivered bigint DEFAULT 0 NOT NULL,
    customer_read bigint DEFAULT 0 NOT NULL,
    staff_read bigint DEFAULT 0 NOT NULL,
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

CREATE TABLE public.inbox_identity (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    proven_at timestamp with time zone NOT NULL,
    CONSTRAINT identity_kind_is_known CHECK ((kind = ANY (ARRAY['device'::text, 'host'::text, 'integration'::text])))
);

ALTER TABLE public.inbox_identity ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_identity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
    staff_only boolean NOT NULL,
    words text[] NOT NULL
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
    caller text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status integer,
    body jsonb,
    claimed_at timestamp with time zone DEFAULT now() NOT NULL
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

CREATE TABLE public.platform_setting (
    key text NOT NULL,
    value jsonb NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

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

ALTER TABLE ONLY public.inbox_identity
    ADD CONSTRAINT inbox_identity_kind_subject_key UNIQUE (kind, subject);

ALTER TABLE ONLY public.inbox_identity
    ADD CONSTRAINT inbox_identity_pkey PRIMARY KEY (id);

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

ALTER TABLE ONLY public.platform_fact
    ADD CONSTRAINT platform_fact_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY public.platform_idempotency
    ADD CONSTRAINT platform_idempotency_pkey PRIMARY KEY (caller, key);

ALTER TABLE ONLY public.platform_migration
    ADD CONSTRAINT platform_migration_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.platform_outbox
    ADD CONSTRAINT platform_outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.platform_setting
    ADD CONSTRAINT platform_setting_pkey PRIMARY KEY (key);

CREATE INDEX inbox_attachment_loose ON public.inbox_attachment USING btree (created_at) WHERE (message_id IS NULL);

CREATE INDEX inbox_attachment_message ON public.inbox_attachment USING btree (message_id);

CREATE INDEX inbox_claim_age ON public.inbox_claim USING brin (claimed_at);

CREATE INDEX inbox_conversation_activity ON public.inbox_conversation USING btree (last_activity_at DESC, id DESC);

CREATE INDEX inbox_conversation_assignee ON public.inbox_conversation USING btree (assignee_id, last_activity_at DESC, id DESC) WHERE (status <> 'resolved'::text);

CREATE INDEX inbox_conversation_customer ON public.inbox_conversation USING btree (customer_id, last_activity_at DESC, id DESC);

CREATE INDEX inbox_conversation_due ON public.inbox_conversation USING btree (next_update_due, id) WHERE (status <> 'resolved'::text);

CREATE INDEX inbox_conversation_group ON public.inbox_conversation USING btree (group_id, last_activity_at DESC, id DESC) WHERE (status <> 'resolved'::text);

CREATE INDEX inbox_conversation_lane ON public.inbox_conversation USING btree (lane, last_activity_at DESC, id DESC) WHERE ((status <> 'resolved'::text) AND (lane = ANY (ARRAY['emergency'::text, 'urgent'::text])));

CREATE INDEX inbox_conversation_open ON public.inbox_conversation USING btree (last_activity_at DESC, id DESC) WHERE (status <> 'resolved'::text);

CREATE INDEX inbox_delivery_failed ON public.inbox_delivery USING btree (changed_at) WHERE (state = 'failed'::text);

CREATE INDEX inbox_identity_customer ON public.inbox_identity USING btree (customer_id);

CREATE INDEX inbox_mention_unseen ON public.inbox_mention USING btree (staff_id, conversation_id) WHERE (seen_at IS NULL);

CREATE UNIQUE INDEX inbox_merge_once ON public.inbox_merge USING btree (merged_id) WHERE (undone_at IS NULL);

CREATE INDEX inbox_word_conversation ON public.inbox_word USING btree (conversation_id);

CREATE INDEX inbox_word_words ON public.inbox_word USING gin (words);

CREATE INDEX platform_fact_recorded_at ON public.platform_fact USING brin (recorded_at);

CREATE INDEX platform_idempotency_claimed_at ON public.platform_idempotency USING btree (claimed_at);

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
