CREATE TABLE public.colors (
    id bigserial CONSTRAINT pk_colors PRIMARY KEY,
    name varchar(40) NOT NULL CONSTRAINT uq_colors_name UNIQUE,
    value varchar(7) NOT NULL,
    CONSTRAINT ck_colors_name_length CHECK (char_length(name) >= 1),
    CONSTRAINT ck_colors_value_format CHECK (value ~ '^#[0-9a-f]{6}$')
);
