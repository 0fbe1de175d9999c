DROP COLUMN {{ name }}
