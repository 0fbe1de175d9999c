CREATE DOMAIN amount AS text DEFAULT 'q' NOT NULL;
CREATE TABLE bills (paid amount DEFAULT 'z' NOT NULL);
