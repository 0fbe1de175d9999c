CREATE TABLE drafts (n integer);
