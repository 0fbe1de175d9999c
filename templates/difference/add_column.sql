ADD COLUMN {% include "statement/column.sql" %}
