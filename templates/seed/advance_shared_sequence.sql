SELECT pg_catalog.setval({{ sequence }}, GREATEST(pg_catalog.nextval({{ sequence }}), (SELECT max({{ column }}) FROM {{ table }})));
