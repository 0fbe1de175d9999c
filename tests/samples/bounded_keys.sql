-- most: votes=9
-- most: states=3
-- most: singleton=1
-- most: settings=1
-- most: quarters=15
-- most: levels=3
-- most: flags=6
CREATE TYPE state AS ENUM ('open', 'closed', 'lost');
CREATE TABLE settings (id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1), name text NOT NULL);
CREATE TABLE singleton (single boolean PRIMARY KEY DEFAULT true CHECK (single), label text);
CREATE TABLE states (state state PRIMARY KEY, label text NOT NULL);
CREATE TABLE flags (state state NOT NULL, is_primary boolean NOT NULL, UNIQUE (state, is_primary));
CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE profiles (id bigserial PRIMARY KEY, user_id bigint NOT NULL UNIQUE REFERENCES users);
CREATE TABLE seats (user_id bigint NOT NULL REFERENCES users, seat integer NOT NULL CHECK (seat BETWEEN 1 AND 20), UNIQUE (user_id), UNIQUE (seat));
CREATE TABLE votes (user_id bigint NOT NULL REFERENCES users, state state NOT NULL, round integer NOT NULL CHECK (round IN (1, 2, 3)), UNIQUE (user_id, state), UNIQUE (state, round));
CREATE TABLE addresses (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, is_primary boolean NOT NULL, line text NOT NULL);
CREATE UNIQUE INDEX ON addresses (user_id) WHERE is_primary;
CREATE TABLE one_active (state state NOT NULL, note text NOT NULL);
CREATE UNIQUE INDEX ON one_active (state) WHERE state <> 'lost';
CREATE TABLE levels (level smallint NOT NULL CHECK (level BETWEEN 1 AND 4), name text NOT NULL);
CREATE UNIQUE INDEX ON levels ((level % 3));
CREATE TABLE quarters (year integer CHECK (year BETWEEN 2024 AND 2025), quarter integer CHECK (quarter BETWEEN 1 AND 4));
CREATE UNIQUE INDEX ON quarters (coalesce(year, 0), coalesce(quarter, 0));
