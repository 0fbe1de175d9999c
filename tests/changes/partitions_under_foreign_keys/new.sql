-- A foreign key holds each partition: they come before it and go after it, and under a key that stays they are detached first.
CREATE TABLE visits (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE second_visits PARTITION OF visits FOR VALUES FROM (100) TO (200) PARTITION BY RANGE (id);
CREATE TABLE second_visits_b PARTITION OF second_visits FOR VALUES FROM (150) TO (200);
CREATE TABLE notes (id integer PRIMARY KEY, visit integer REFERENCES visits);
CREATE TABLE parcels (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE parcels_of_today PARTITION OF parcels FOR VALUES FROM (1) TO (100);
CREATE TABLE labels (parcel integer REFERENCES parcels);
CREATE TABLE threads (id integer PRIMARY KEY, answers integer REFERENCES threads) PARTITION BY RANGE (id);
CREATE TABLE a_thread PARTITION OF threads FOR VALUES FROM (1) TO (100);
CREATE TABLE z_thread PARTITION OF threads DEFAULT;
CREATE TABLE words (word text PRIMARY KEY);
CREATE TABLE uses (id integer NOT NULL, word text REFERENCES words) PARTITION BY RANGE (id);
CREATE TABLE first_uses PARTITION OF uses FOR VALUES FROM (1) TO (100);
