-- atlas:txmode none

CREATE TABLE "posts" ("id" bigint NOT NULL);
CREATE INDEX CONCURRENTLY "by_id" ON "posts" ("id");
