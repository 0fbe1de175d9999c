ALTER SEQUENCE {{ name }}{% if owner %} OWNED BY {{ owner }}{% endif %}{% if data_type %} AS {{ data_type }}{% endif %};
