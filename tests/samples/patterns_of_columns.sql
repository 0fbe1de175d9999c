-- Patterns that other columns are part of, lists that are written as one text, a time that never comes, a text that the default has: all without a try.
-- tried: 0
CREATE TABLE sites (
    id bigserial PRIMARY KEY,
    country char(2) NOT NULL CHECK (country IN ('AT', 'CH', 'DE')),
    ethics_ref text NOT NULL UNIQUE CHECK (ethics_ref ~ ('^' || country || '/[0-9]{4}/[0-9]+$')),
    folder text NOT NULL CHECK (folder LIKE country || '-%'),
    vat_percent numeric(4,1) NOT NULL CHECK (vat_percent = ANY ('{0,5.5,10,20}'::numeric[])),
    opened_on date NOT NULL,
    closed_on date CHECK (opened_on <= COALESCE(closed_on, 'infinity')),
    settings jsonb NOT NULL DEFAULT '{"locale": "en", "csat": false}'
        CHECK (settings ?& ARRAY['locale', 'csat'] AND jsonb_typeof(settings -> 'csat') = 'boolean' AND settings ->> 'locale' IN ('en', 'de'))
);

-- Each workspace is owned by one of its own members.
CREATE TABLE workspaces (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    subject text NOT NULL,
    owner_id uuid NOT NULL
);
CREATE TABLE members (
    workspace_id uuid NOT NULL REFERENCES workspaces,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    email text NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
ALTER TABLE workspaces ADD FOREIGN KEY (id, owner_id) REFERENCES members (workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
