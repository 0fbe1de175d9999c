CREATE SEQUENCE {{ name }}{% if data_type %} AS {{ data_type }}{% endif %};
