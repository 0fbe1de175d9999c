-- tried: 0
-- A part of a text is another column's year; the end of a range is its beginning and a number of months; days beside dates are counted by a CASE.
CREATE TABLE academic_year (
    school_year char(7) PRIMARY KEY CHECK (school_year ~ '^20[0-9]{2}/[0-9]{2}$'),
    starts_on   date NOT NULL,
    ends_on     date NOT NULL,
    CHECK (extract(month FROM starts_on) IN (8, 9)),
    CHECK (ends_on - starts_on BETWEEN 270 AND 340),
    CHECK (left(school_year, 4)::int = extract(year FROM starts_on))
);

CREATE TABLE claim (
    claim_no    varchar(14) PRIMARY KEY CHECK (claim_no ~ '^CLM-[0-9]{4}-[0-9]{5}$'),
    occurred_on date NOT NULL,
    notified_on date NOT NULL,
    CHECK (substring(claim_no FROM 5 FOR 4)::int = extract(year FROM notified_on)),
    CHECK (occurred_on <= notified_on AND notified_on - occurred_on <= 365)
);

CREATE TABLE contract (
    id     integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number text NOT NULL UNIQUE,
    term   daterange NOT NULL,
    months smallint NOT NULL CHECK (months IN (12, 24, 36, 48, 60)),
    CHECK (lower_inc(term) AND NOT upper_inf(term) AND NOT lower_inf(term)),
    CHECK (upper(term) = (lower(term) + make_interval(months => months))::date)
);

CREATE TABLE term (
    name      text PRIMARY KEY,
    starts_on date NOT NULL,
    ends_on   date NOT NULL,
    half_term daterange NOT NULL,
    CHECK (starts_on < ends_on AND ends_on - starts_on BETWEEN 40 AND 130),
    CHECK (half_term <@ daterange(starts_on, ends_on) AND NOT isempty(half_term) AND upper(half_term) - lower(half_term) <= 14)
);

CREATE TABLE tenancy (
    reference    text PRIMARY KEY,
    starts_on    date NOT NULL,
    notice_given date NOT NULL,
    notice_by    text NOT NULL CHECK (notice_by IN ('tenant', 'landlord')),
    ended_on     date NOT NULL,
    CHECK (notice_given >= starts_on),
    CHECK (ended_on BETWEEN notice_given + CASE notice_by WHEN 'landlord' THEN 60 ELSE 28 END
                        AND notice_given + CASE notice_by WHEN 'landlord' THEN 70 ELSE 35 END)
);
