-- Nobody but the function knows which names it takes: another person is made, not the same with a number.
CREATE TABLE people (
    id bigserial PRIMARY KEY,
    first_name text NOT NULL,
    email text NOT NULL,
    joined_at timestamptz NOT NULL
);

CREATE FUNCTION late_letters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.first_name < 'L' OR NEW.email ~ '[0-9]' THEN
        RAISE EXCEPTION 'only the second half of the alphabet';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER late_letters BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION late_letters();

-- Beside what a trigger refuses, each row keeps the time that is its own.
CREATE TABLE stays (
    id bigserial PRIMARY KEY,
    pressure integer NOT NULL,
    during daterange NOT NULL,
    EXCLUDE USING gist (during WITH &&)
);

CREATE FUNCTION no_thirds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.pressure % 3 = 0 THEN
        RAISE EXCEPTION 'no pressure that three divides';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER no_thirds BEFORE INSERT ON stays FOR EACH ROW EXECUTE FUNCTION no_thirds();
