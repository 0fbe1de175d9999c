ALTER TYPE {{ name }} RENAME TO {{ to }};
