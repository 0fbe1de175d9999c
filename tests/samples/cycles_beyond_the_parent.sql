-- rows: 8
-- Who leads a group is one of its members, who come after it: the group names the person whom the member is.
CREATE TABLE people (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), full_name text NOT NULL, email text UNIQUE);
CREATE TABLE groups (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL, leader_id uuid NOT NULL);
CREATE TABLE members (
    group_id integer NOT NULL REFERENCES groups ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    person_id uuid NOT NULL REFERENCES people,
    role text NOT NULL CHECK (role IN ('member', 'guest')),
    PRIMARY KEY (group_id, person_id)
);
ALTER TABLE groups ADD CONSTRAINT leader_is_a_member FOREIGN KEY (id, leader_id) REFERENCES members (group_id, person_id) DEFERRABLE INITIALLY DEFERRED;
