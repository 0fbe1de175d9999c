-- rows: 6
-- JSON of which several keys are asked for at once, and what a path leads to.
CREATE TABLE templates (
    id bigserial PRIMARY KEY,
    title text NOT NULL,
    layout jsonb NOT NULL CHECK (layout @> '{"version": 2}' AND jsonb_path_exists(layout, '$.fields[*] ? (@.type == "SIGNATURE" && @.page >= 1)'))
);
CREATE TABLE load_sheets (
    id bigserial PRIMARY KEY,
    fuel jsonb NOT NULL CHECK (
        jsonb_typeof(fuel) = 'object' AND fuel ?& ARRAY['trip', 'reserve', 'taxi']
        AND (fuel ->> 'trip')::integer > 0 AND (fuel ->> 'reserve')::integer >= 1000)
);
