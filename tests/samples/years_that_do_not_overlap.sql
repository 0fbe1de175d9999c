-- tried: 0
-- Stretches that last longer than a week, and begin in some months only.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE school_years (
    name char(7) PRIMARY KEY CHECK (name ~ '^20[0-9]{2}/[0-9]{2}$'),
    begins date NOT NULL,
    ends date NOT NULL,
    CHECK (extract(month FROM begins) IN (8, 9)),
    CHECK (ends - begins BETWEEN 270 AND 340),
    CHECK (left(name, 4)::integer = extract(year FROM begins)),
    EXCLUDE USING gist (daterange(begins, ends, '[]') WITH &&)
);
CREATE TYPE season AS ENUM ('autumn', 'spring', 'summer');
CREATE TABLE terms (
    id bigserial PRIMARY KEY,
    title text NOT NULL,
    season season NOT NULL,
    begins date NOT NULL,
    ends date NOT NULL,
    CHECK (begins < ends AND ends - begins BETWEEN 40 AND 130),
    CHECK (CASE season WHEN 'autumn' THEN extract(month FROM begins) BETWEEN 8 AND 9 WHEN 'spring' THEN extract(month FROM begins) = 1
           ELSE extract(month FROM begins) BETWEEN 3 AND 5 END),
    EXCLUDE USING gist (daterange(begins, ends, '[]') WITH &&)
);
CREATE TABLE bookings (
    room integer NOT NULL CHECK (room IN (1, 2)),
    period tstzrange NOT NULL CHECK (NOT isempty(period) AND upper(period) - lower(period) BETWEEN interval '1 hour' AND interval '3 days'),
    state text NOT NULL CHECK (state IN ('asked', 'confirmed', 'cancelled')),
    EXCLUDE USING gist (room WITH =, period WITH &&) WHERE (state <> 'cancelled')
);
