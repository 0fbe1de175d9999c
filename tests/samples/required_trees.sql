CREATE TABLE categories (id bigserial PRIMARY KEY, parent_id bigint NOT NULL REFERENCES categories, name text NOT NULL);
CREATE TABLE units (code text PRIMARY KEY, base_code text NOT NULL REFERENCES units);
CREATE TABLE nodes (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), root_id uuid NOT NULL REFERENCES nodes DEFERRABLE INITIALLY DEFERRED, label text);
CREATE TABLE folders (id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, parent_id integer REFERENCES folders, name text NOT NULL);
CREATE TABLE places (country text NOT NULL, id integer NOT NULL, within integer NOT NULL, PRIMARY KEY (country, id), FOREIGN KEY (country, within) REFERENCES places);
