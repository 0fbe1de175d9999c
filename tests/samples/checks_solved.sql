-- rows: 20
-- Conditions that are fulfilled by solving, in the forms that people write.

CREATE TABLE people (
    id bigserial PRIMARY KEY,
    email varchar(60) NOT NULL UNIQUE CHECK (email LIKE '%@corp.example'),
    born date NOT NULL CHECK (born < current_date - interval '18 years'),
    hired date NOT NULL CHECK (hired BETWEEN '2020-01-01' AND '2024-12-31'),
    avatar text NOT NULL CHECK (avatar LIKE '%.png'),
    homepage text CHECK (homepage LIKE 'https://shop.%')
);

CREATE TABLE one_value (
    id bigserial PRIMARY KEY,
    root integer NOT NULL CHECK (root * root = 49 AND root > 0),
    cube integer NOT NULL CHECK (cube * cube * cube = 27),
    label varchar(40) NOT NULL UNIQUE
);
