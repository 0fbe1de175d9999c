-- One column goes, another comes, and their type is made anew between the two.
CREATE DOMAIN amount AS integer DEFAULT 4 NOT NULL;
CREATE TABLE bills (owed amount DEFAULT 1 NOT NULL);
