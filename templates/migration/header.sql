-- {{ title }}
--
{% if created %}
-- Created:       {{ created }}
{% endif %}
{% for path in requirements %}
-- {% if loop.first %}Requirements: {% else %}              {% endif %} {{ path }}
{% endfor %}
{% if edition %}
-- Edition:       {{ edition }}
{% endif %}
{% for sentence in summary %}
-- {% if loop.first %}What it does: {% else %}              {% endif %} {{ sentence }}
{% endfor %}
{% if not verified %}
--
-- NOT VERIFIED: written with --no-verify; no PostgreSQL has run this file yet.
{% endif %}
--
{% if migration %}
{% if runner_wraps %}
-- The runner gives it one transaction. A second run changes nothing. An object of the same name and another shape stops the file.
{% else %}
-- One transaction. A second run changes nothing. An object of the same name and another shape stops the file before COMMIT.
{% endif %}
{% if as_comments %}
-- The rollback stands at the end; `groundplan rollback` prints it as SQL.
{% elif as_section %}
-- The way back stands at the end; `groundplan rollback` prints it as SQL.
{% else %}
-- The way back is {{ down_file }}; `groundplan rollback` prints it as SQL.
{% endif %}
{% else %}
-- A second run adds no row. Parents are found by natural key; a missing one is an error.
{% endif %}
