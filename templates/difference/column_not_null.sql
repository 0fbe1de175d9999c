ALTER COLUMN {{ name }} {% if not_null %}SET{% else %}DROP{% endif %} NOT NULL
