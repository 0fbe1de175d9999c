CREATE TYPE "Mood \ of" AS ENUM ('true', 'so "so"', 'key', 'a\b', 'Große');
CREATE TABLE "user" ("key" int PRIMARY KEY, "userId" int UNIQUE, "user_id" int, "with blank" text, "unique" bool, "quo""te" int, check_ int);
CREATE TABLE "Übergröße" (id bigserial PRIMARY KEY, "user" int REFERENCES "user", "Mood" "Mood \ of" DEFAULT 'so "so"', CONSTRAINT "a b" CHECK ("user" > 0 OR "Mood" = 'key'));
CREATE TABLE texts (
    id bigserial PRIMARY KEY,
    broken text NOT NULL DEFAULT E'one\ntwo',
    tabbed text NOT NULL DEFAULT E'a\tb\\c',
    slashes text NOT NULL DEFAULT 'C:\x "quoted" // no comment',
    braces text DEFAULT ')}{(',
    amount int DEFAULT -5,
    price numeric DEFAULT '-1.50',
    big bigint DEFAULT '9223372036854775807',
    late timestamptz DEFAULT '2030-01-01 00:00:00+00',
    CONSTRAINT lines CHECK (broken <> E'a\nb')
);
COMMENT ON TABLE texts IS '  blanks at both ends  ';
COMMENT ON COLUMN texts.amount IS E'three\n\nlines // and /* no comment';
CREATE INDEX "Idx" ON texts ((broken || tabbed), lower(slashes));
CREATE TABLE empty_table ();
CREATE TABLE a_table_with_a_name_of_sixty_three_bytes_which_is_the_longest_one (id bigserial PRIMARY KEY, a_column_that_has_a_long_name_too int UNIQUE);
CREATE TABLE settings (name text PRIMARY KEY, project text, entity text, "true" text, "on" text);
CREATE TABLE circle_a (id int PRIMARY KEY, b int);
CREATE TABLE circle_b (id int PRIMARY KEY, a int REFERENCES circle_a);
ALTER TABLE circle_a ADD FOREIGN KEY (b) REFERENCES circle_b;
CREATE TABLE self_key (id int PRIMARY KEY REFERENCES self_key);
