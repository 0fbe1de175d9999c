CREATE TABLE before (id bigint PRIMARY KEY);
