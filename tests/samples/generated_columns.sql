-- most: sizes=14
-- most: people=10
-- most: companies=10
CREATE TABLE parties (kind text NOT NULL CHECK (kind IN ('person', 'company')), id bigserial, PRIMARY KEY (kind, id));
CREATE TABLE people (kind text GENERATED ALWAYS AS ('person') STORED NOT NULL, id bigint NOT NULL, name text NOT NULL, PRIMARY KEY (kind, id), FOREIGN KEY (kind, id) REFERENCES parties);
CREATE TABLE companies (kind text NOT NULL DEFAULT 'company' CHECK (kind = 'company'), id bigint NOT NULL, PRIMARY KEY (kind, id), FOREIGN KEY (kind, id) REFERENCES parties);
CREATE TABLE accounts (email text NOT NULL, email_key text GENERATED ALWAYS AS (lower(email)) STORED, UNIQUE (email_key));
CREATE TABLE sizes (width integer NOT NULL CHECK (width BETWEEN 1 AND 5), height integer NOT NULL CHECK (height BETWEEN 1 AND 5), area integer GENERATED ALWAYS AS (width * height) STORED UNIQUE);
CREATE TABLE labels (size_area integer NOT NULL REFERENCES sizes (area), label text NOT NULL);
