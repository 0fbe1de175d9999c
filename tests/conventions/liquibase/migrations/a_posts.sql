--liquibase formatted sql

--changeset "ann b":"add posts" splitStatements:false
CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint REFERENCES users (id));
/* liquibase rollback
DROP TABLE posts;
*/
