UPDATE {{ table }}
SET {{ column }} = {{ value }}
WHERE {{ column }} IS NULL;
