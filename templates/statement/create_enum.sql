CREATE TYPE {{ name }} AS ENUM ({% for value in values %}{{ value }}{% if not loop.last %}, {% endif %}{% endfor %});
