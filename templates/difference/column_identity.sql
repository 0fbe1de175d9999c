ALTER COLUMN {{ name }} {% if stands and kind %}SET GENERATED {{ kind }}{% elif kind %}ADD GENERATED {{ kind }} AS IDENTITY{% else %}DROP IDENTITY{% endif %}
