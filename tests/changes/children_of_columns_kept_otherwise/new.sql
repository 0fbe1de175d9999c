-- A child that is made takes over how the columns of its parent are kept: they are as they shall be before that.
CREATE TABLE "Posts" (body jsonb, title text, note text);
ALTER TABLE "Posts" ALTER COLUMN note SET STORAGE MAIN;
CREATE TABLE new_posts () INHERITS ("Posts");
-- The way back adds the column before the child goes, and then the condition is held against both.
CREATE DOMAIN word AS text;
CREATE TABLE words ();
CREATE TABLE new_words () INHERITS (words);
