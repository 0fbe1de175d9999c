DO {{ tag }}
BEGIN
    -- Rows that stand by now have no value here.
    IF NOT EXISTS (SELECT FROM {{ table }}) THEN
        ALTER TABLE {{ table }} ALTER COLUMN {{ name }} SET NOT NULL;
    END IF;
END
{{ tag }};
