CREATE TABLE employees (id bigserial PRIMARY KEY, department_id bigint NOT NULL, name text NOT NULL);
CREATE TABLE departments (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE, head_id bigint UNIQUE REFERENCES employees);
ALTER TABLE employees ADD FOREIGN KEY (department_id) REFERENCES departments;
CREATE TABLE teams (org_id integer NOT NULL, id integer NOT NULL, lead_id integer, PRIMARY KEY (org_id, id));
CREATE TABLE members (org_id integer NOT NULL, id integer NOT NULL, team_id integer NOT NULL, PRIMARY KEY (org_id, id), FOREIGN KEY (org_id, team_id) REFERENCES teams);
ALTER TABLE teams ADD FOREIGN KEY (org_id, lead_id) REFERENCES members;
