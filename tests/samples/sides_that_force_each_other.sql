-- rows: 60
-- tried: 0
-- Checks that each leave a choice, and few of these choices go together; counts of values; truth values in their order.
CREATE TYPE ticket_status AS ENUM ('new', 'open', 'pending', 'on_hold', 'solved', 'closed');
CREATE TABLE tenants (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE teams (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id        integer GENERATED ALWAYS AS IDENTITY,
    name      text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);
CREATE TABLE agents (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id        integer GENERATED ALWAYS AS IDENTITY,
    email     text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email)
);

CREATE TABLE tickets (
    tenant_id      uuid NOT NULL REFERENCES tenants,
    number         integer NOT NULL CHECK (number > 0),
    status         ticket_status DEFAULT 'new' NOT NULL,
    assignee_id    integer,
    team_id        integer,
    merged_into    integer,
    hold_reason    text,
    created_at     timestamptz DEFAULT now() NOT NULL,
    first_reply_at timestamptz,
    solved_at      timestamptz,
    closed_at      timestamptz,
    csat           smallint,
    PRIMARY KEY (tenant_id, number),
    FOREIGN KEY (tenant_id, assignee_id) REFERENCES agents (tenant_id, id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id),
    FOREIGN KEY (tenant_id, merged_into) REFERENCES tickets (tenant_id, number),
    CHECK (status = 'new' OR assignee_id IS NOT NULL),
    CHECK (assignee_id IS NULL OR team_id IS NOT NULL),
    CHECK ((status = 'on_hold') = (hold_reason IS NOT NULL)),
    CHECK ((status IN ('solved', 'closed')) = (solved_at IS NOT NULL)),
    CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
    CHECK (first_reply_at >= created_at AND solved_at >= created_at AND closed_at >= solved_at),
    CHECK (merged_into IS NULL OR (merged_into <> number AND status = 'closed')),
    CHECK (csat IS NULL OR (csat BETWEEN 1 AND 5 AND solved_at IS NOT NULL))
);

CREATE TABLE services (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code       text NOT NULL UNIQUE,
    kind       text NOT NULL CHECK (kind IN ('inspection', 'tyres', 'repair', 'accident', 'recall')),
    ordered_on date NOT NULL,
    done_on    date,
    km         integer,
    garage     text,
    parts      integer,
    labour     integer,
    tries      smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 3),
    blocked_at timestamptz,
    CHECK (num_nonnulls(done_on, km, garage, parts, labour) IN (0, 5)),
    CHECK (num_nulls(done_on, km) NOT IN (1)),
    CHECK (done_on >= ordered_on),
    CHECK (km >= 0 AND parts >= 0 AND labour >= 0),
    CHECK (kind <> 'recall' OR parts + labour = 0),
    CHECK ((tries = 3) <= (blocked_at IS NOT NULL)),
    CHECK ((blocked_at IS NULL) >= (kind = 'tyres'))
);
