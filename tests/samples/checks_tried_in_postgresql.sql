-- rows: 12
-- Conditions that only PostgreSQL can judge, and that what comes to mind first does not fulfil: values are looked for there.

CREATE FUNCTION digit_sum_is_seven(number integer) RETURNS boolean LANGUAGE sql IMMUTABLE
    AS $$ SELECT sum(digit::integer) = 7 FROM regexp_split_to_table(number::text, '') AS digit $$;

CREATE TABLE numbers (
    id bigserial PRIMARY KEY,
    sum integer NOT NULL CHECK (digit_sum_is_seven(sum)),
    divisor integer NOT NULL CHECK (gcd(divisor, 12) = 6),
    bucket integer NOT NULL CHECK (width_bucket(bucket, 0, 100, 10) = 3),
    huge numeric(40,0) NOT NULL CHECK (huge > 100000000000000000000000000000000000000),
    tiny numeric NOT NULL CHECK (tiny > 0 AND tiny < 0.000000000000000000001),
    far double precision NOT NULL CHECK (far > 1e100),
    first integer NOT NULL,
    second integer NOT NULL,
    CONSTRAINT sum_of_both CHECK (digit_sum_is_seven(first + second) AND first > second)
);

CREATE TABLE texts (
    id bigserial PRIMARY KEY,
    password text NOT NULL CHECK (password ~ '^(?=.*[0-9])(?=.*[a-z])[a-z0-9]{6,10}$'),
    login text NOT NULL CHECK (login ~ '^(?!admin)[a-z]+$'),
    behind text NOT NULL CHECK (behind ~ '(?<=x)y'),
    pair text NOT NULL CHECK (pair ~ '^([a-z])\1$'),
    word text NOT NULL CHECK (word ~ '\mfoo\M'),
    ordered text NOT NULL CHECK (ordered >= 'a' AND ordered < 'n'),
    one_of_two text NOT NULL,
    other_of_two text NOT NULL,
    CONSTRAINT in_order CHECK (one_of_two < other_of_two),
    digits text NOT NULL CHECK (translate(digits, '0123456789', '') = '' AND digits <> ''),
    number text NOT NULL CHECK (number::integer BETWEEN 100 AND 200),
    title text NOT NULL CHECK (initcap(title) = title),
    only_here text NOT NULL UNIQUE CHECK (substring(only_here from '^[0-9]+') IS NOT NULL)
);

CREATE TABLE others (
    id bigserial PRIMARY KEY,
    midnight timestamptz NOT NULL CHECK (date_trunc('day', midnight) = midnight),
    first_of_month date NOT NULL CHECK (to_char(first_of_month, 'DD') = '01'),
    begins date NOT NULL,
    ends date NOT NULL,
    CONSTRAINT during CHECK ((begins, ends) OVERLAPS ('2024-01-01', '2024-12-31')),
    hash bytea NOT NULL CHECK (length(encode(hash, 'hex')) = 40),
    settings jsonb NOT NULL CHECK (settings @? '$.a'),
    network inet NOT NULL CHECK (network <<= inet '192.168.0.0/16'),
    card macaddr NOT NULL CHECK (trunc(card) = '08:00:2b:00:00:00'),
    bits bit(4) NOT NULL CHECK (bits & B'1001' = B'1001')
);
