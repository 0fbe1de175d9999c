-- What a trigger makes of a row is not what the seed gives: its key tells whether it stands.
CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.title := upper(NEW.title);
    NEW.words := length(NEW.body);
    RETURN NEW;
END $$;

CREATE SEQUENCE page_numbers;

CREATE TABLE pages (
    id integer DEFAULT nextval('page_numbers') PRIMARY KEY,
    title text NOT NULL,
    body text NOT NULL,
    words integer NOT NULL
);

CREATE TRIGGER tidy BEFORE INSERT OR UPDATE ON pages FOR EACH ROW EXECUTE FUNCTION tidy();

CREATE TABLE remarks (
    id bigserial PRIMARY KEY,
    page_id integer NOT NULL REFERENCES pages,
    remark text NOT NULL
);
