-- The way back makes the table: every attribute is as it shall be before that, because then PostgreSQL changes none.
CREATE TYPE pair AS (a bigint, b text COLLATE "C");
