CREATE TABLE schema_migrations (version varchar(255) PRIMARY KEY);
CREATE SCHEMA audit;
CREATE TABLE audit.log (at timestamptz NOT NULL, what text NOT NULL);
CREATE TABLE countries (code varchar(2) PRIMARY KEY, name text NOT NULL);
