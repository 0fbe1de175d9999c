-- What a table is marked with goes with the index, and comes back with it.
CREATE TABLE posts (id integer NOT NULL, title text NOT NULL, CONSTRAINT posts_key PRIMARY KEY (id));
ALTER TABLE posts CLUSTER ON posts_key;
CREATE TABLE likes (id integer NOT NULL, weight integer NOT NULL);
CREATE UNIQUE INDEX likes_key ON likes (weight);
CREATE INDEX likes_weight ON likes (weight DESC);
ALTER TABLE likes REPLICA IDENTITY USING INDEX likes_key;
ALTER TABLE likes CLUSTER ON likes_weight;
CREATE TABLE visits (id integer NOT NULL);
CREATE TABLE left_alone (id integer NOT NULL);
ALTER TABLE left_alone REPLICA IDENTITY NOTHING;
