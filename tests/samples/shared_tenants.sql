CREATE TABLE tenants (id bigserial PRIMARY KEY, name text NOT NULL);
CREATE TABLE users (tenant_id bigint NOT NULL REFERENCES tenants, id bigint GENERATED ALWAYS AS IDENTITY, email text NOT NULL, PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, email));
CREATE TABLE projects (tenant_id bigint NOT NULL REFERENCES tenants, id uuid NOT NULL DEFAULT gen_random_uuid(), name text NOT NULL, owner_id bigint NOT NULL, PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, owner_id) REFERENCES users);
CREATE TABLE tasks (
    tenant_id bigint NOT NULL, id bigserial, project_id uuid NOT NULL, author_id bigint NOT NULL, assignee_id bigint, parent_id bigint, title text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, project_id) REFERENCES projects,
    FOREIGN KEY (tenant_id, author_id) REFERENCES users,
    FOREIGN KEY (tenant_id, assignee_id) REFERENCES users,
    FOREIGN KEY (tenant_id, parent_id) REFERENCES tasks
);
CREATE TABLE notes (tenant_id bigint NOT NULL, task_id bigint, body text NOT NULL, FOREIGN KEY (tenant_id, task_id) REFERENCES tasks);
