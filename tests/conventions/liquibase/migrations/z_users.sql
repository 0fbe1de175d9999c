--liquibase formatted sql
--property name:schema value:public

--changeset ann:1
CREATE TABLE ${schema}.users (id bigint PRIMARY KEY);
--rollback DROP TABLE users;

--changeset ann:2 dbms:mysql
CREATE TABLE users (id bigint) ENGINE=InnoDB;

--changeset ann:3 runInTransaction:false
CREATE INDEX CONCURRENTLY ON users (id);
--rollback DROP INDEX users_id_idx;
