-- Rows are recognised and named by values of domains: some refuse NULL, some are over an enum, which has no operators of its own.
CREATE TYPE mood AS ENUM ('calm', 'glad', 'sad');
CREATE DOMAIN open_mood AS mood CHECK (VALUE <> 'sad');
CREATE DOMAIN score AS integer NOT NULL CHECK (VALUE BETWEEN 10 AND 90);
CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{2}[0-9]{4}$');

CREATE TABLE items (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, score score, mood open_mood NOT NULL, codes code[]);
CREATE TABLE users (id bigserial PRIMARY KEY, item_id integer REFERENCES items, mood open_mood, name text);

-- Rows differ by more than their values: two NULLs are no clash.
CREATE TABLE tags (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, mood mood NOT NULL, flag boolean, UNIQUE (mood, flag));
