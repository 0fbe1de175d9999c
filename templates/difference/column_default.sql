ALTER COLUMN {{ name }} {% if default %}SET DEFAULT {{ default }}{% else %}DROP DEFAULT{% endif %}
