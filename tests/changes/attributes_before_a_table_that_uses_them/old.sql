CREATE TYPE pair AS (a integer, b text, "C" numeric(5,1));
CREATE TABLE measures (id integer, taken pair);
