ALTER TYPE {{ name }} ADD VALUE IF NOT EXISTS {{ value }}{% if before %} BEFORE {{ before }}{% endif %};
