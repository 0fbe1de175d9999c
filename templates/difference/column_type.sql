ALTER COLUMN {{ name }} TYPE {{ data_type }}{% if collation %} COLLATE {{ collation }}{% endif %}{% if using %} USING {{ using }}{% endif %}
