ADD {% include "statement/constraint.sql" %}
