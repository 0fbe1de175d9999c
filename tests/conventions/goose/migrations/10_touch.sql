-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RETURN new;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();

-- +goose Down
-- +goose StatementBegin
DROP TABLE users;
-- +goose StatementEnd
DROP FUNCTION touch();
