SELECT pg_catalog.setval(sequence.name, GREATEST(pg_catalog.nextval(sequence.name), (SELECT coalesce(max({{ column }}), 0) FROM {{ table }}) + {{ rows }}))
FROM (SELECT pg_catalog.pg_get_serial_sequence({{ table_literal }}, {{ column_literal }})::pg_catalog.regclass AS name) AS sequence;
