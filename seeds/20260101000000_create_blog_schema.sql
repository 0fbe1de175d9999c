-- Blog platform: create_blog_schema
--
-- Created:       2026-01-01 00:00:00 UTC
-- Requirements:  examples/blog.schema
-- Edition:       2026
-- What it does:  adds 2 rows of initial data to 1 table
--                adds 121 rows of sample data to 5 tables
--
-- A second run adds no row. Parents are found by natural key; a missing one is an error.

-- Initial data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.tags: 2 tags
INSERT INTO public.tags (name)
VALUES
    ('announcements'),
    ('guides')
ON CONFLICT (name) DO NOTHING;

COMMIT;

-- Sample data
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '15min';
SET LOCAL row_security = off;
SET LOCAL search_path = public, pg_temp;
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';

-- public.users: 5 users
INSERT INTO public.users (email, username, password_hash, display_name, bio, is_admin, created_at, updated_at)
VALUES
    ('farida.bose@example.net',      'fbose',           '!', 'Farida Bose',      'Office manager with two cats and a very small balcony.', false, '2025-06-30 17:04:13+00', '2025-07-07 03:15:12+00'),
    ('paloma.lindqvist@example.org', 'plindqvist',      '!', 'Paloma Lindqvist', NULL, false, '2025-10-16 14:40:28+00', '2025-10-23 02:58:30+00'),
    ('greta.achieng@example.com',    'gretaachieng',    '!', 'Greta Achieng',    'Moved to Cork for the trains and stayed for the people.', true,  '2025-04-30 10:41:38+00', '2025-05-06 20:22:37+00'),
    ('hana.ekstrom@example.com',     'hekstrom',        '!', 'Hana Ekstrom',     NULL, false, '2025-02-08 07:58:39+00', '2025-02-15 00:21:27+00'),
    ('saoirse.chaudhry@example.com', 'saoirsechaudhry', '!', 'Saoirse Chaudhry', 'Accountant from Rabat, happiest outdoors.', false, '2025-06-07 16:24:57+00', '2025-06-13 18:18:49+00')
ON CONFLICT (email) DO NOTHING;

-- public.posts: 20 posts
INSERT INTO public.posts (
    title, summary, author_id, editor_id, slug, body, status, attributes, labels,
    published_at, created_at, updated_at
)
SELECT
    sample.title, sample.summary, author.id, editor.id, sample.slug, sample.body,
    sample.status::public.post_status, sample.attributes::JSONB, sample.labels,
    sample.published_at::TIMESTAMP WITH TIME ZONE, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1,  'Teaching chess to children on a small budget', NULL, 'paloma.lindqvist@example.org', 'hana.ekstrom@example.com',     'teaching-chess-to-children-on-a-small-budget', 'The cost is lower than people expect, as long as you resist the first shopping list. What surprised me was how much the people around me wanted to join in. If something goes wrong, change one thing at a time and write down what you changed.

## Where to start

A friend lent me her old tools, and that turned out to be better than buying anything. Teaching chess to children rewards patience far more than talent. There is a moment, usually around the third attempt, when the pieces fall into place.

When I first tried teaching chess to children, I expected it to be harder than it was. Most advice about teaching chess to children skips the part that actually takes time. The best place to begin is smaller than you think: one hour, one corner of a table, no new equipment.

You will need less space than you think and more time than you hope. When I first tried teaching chess to children, I expected it to be harder than it was. A friend lent me her old tools, and that turned out to be better than buying anything.', 'draft',     '{"series": "Drift", "reading_minutes": 2, "featured": false}', ARRAY['budget', 'outdoors']::TEXT[], NULL,                     '2025-11-14 22:43:24+00', '2025-11-21 17:10:12+00'),
        (2,  'How we changed our minds about slow travel by train', 'Lessons from a year of slow travel by train, mistakes included.', 'paloma.lindqvist@example.org', NULL,                           'how-we-changed-our-minds-about-slow-travel-by-train', 'The best place to begin is smaller than you think: one hour, one corner of a table, no new equipment. Slow travel by train rewards patience far more than talent. The cost is lower than people expect, as long as you resist the first shopping list.

## How it began

If you only remember one thing from this page, let it be that. After a few weeks I stopped counting failures and started keeping notes. The cost is lower than people expect, as long as you resist the first shopping list.

Next month I will write about the one thing that I would do differently. Share what you make early, while it is still easy to change. A friend lent me her old tools, and that turned out to be better than buying anything.

I asked four people how they do it and received five different answers. Next month I will write about the one thing that I would do differently. If you only remember one thing from this page, let it be that.', 'archived',  '{"series": "Lagoon", "reading_minutes": 12, "featured": true}', ARRAY['opinion', 'nature', 'travel', 'science']::TEXT[], '2025-11-13 11:40:29+00', '2025-11-10 19:04:34+00', '2025-11-17 10:53:47+00'),
        (3,  'Getting started with walking meetings', 'What works, what does not, and how to start with walking meetings this weekend.', 'hana.ekstrom@example.com',     'saoirse.chaudhry@example.com', 'getting-started-with-walking-meetings', 'You will need less space than you think and more time than you hope. Most advice about walking meetings skips the part that actually takes time. There is a moment, usually around the third attempt, when the pieces fall into place.

## What worked

Give it three honest tries before you decide that it is not for you. Walking meetings taught me to plan less and to look more carefully. If you only remember one thing from this page, let it be that.

A short checklist on the wall saved me more often than any book. Give it three honest tries before you decide that it is not for you. You will need less space than you think and more time than you hope.', 'published', '{"series": "Ridge", "reading_minutes": 12, "featured": false}', ARRAY['beginners', 'music', 'history']::TEXT[], '2025-08-21 20:02:39+00', '2025-08-20 07:04:40+00', '2025-08-27 02:02:15+00'),
        (4,  'The quiet joy of coffee at home', 'Questions and answers about coffee at home from our readers.', 'paloma.lindqvist@example.org', 'greta.achieng@example.com',    'the-quiet-joy-of-coffee-at-home', 'I asked four people how they do it and received five different answers. Give it three honest tries before you decide that it is not for you. Next month I will write about the one thing that I would do differently.

## What worked

The weather, the season and your own energy matter more than any plan. A short checklist on the wall saved me more often than any book. I asked four people how they do it and received five different answers.

The second month is quieter, and that is where the real progress hides. None of this is complicated, but all of it takes attention. The weather, the season and your own energy matter more than any plan.', 'published', '{"series": "Meridian", "reading_minutes": 5, "featured": false}', ARRAY['health', 'language', 'archive']::TEXT[], '2025-10-25 17:11:59+00', '2025-10-24 13:40:37+00', '2025-10-30 16:17:29+00'),
        (5,  'Database backups for people in a hurry', NULL, 'paloma.lindqvist@example.org', 'farida.bose@example.net',      'database-backups-for-people-in-a-hurry', 'None of this is complicated, but all of it takes attention. By the end of the year database backups had become a habit rather than a project. I asked four people how they do it and received five different answers.

Nobody needs to be good at database backups to get something out of it. Look for a local group before you look for another video. I asked four people how they do it and received five different answers.', 'published', '{"series": "Nimbus", "reading_minutes": 9, "featured": false}', ARRAY['seasonal', 'culture', 'design']::TEXT[], '2025-11-14 00:23:45+00', '2025-11-12 15:29:44+00', '2025-11-19 11:19:43+00'),
        (6,  'Five mistakes I made with container gardening', 'Short, tested advice on container gardening and a few detours worth taking.', 'hana.ekstrom@example.com',     'greta.achieng@example.com',    'five-mistakes-i-made-with-container-gardening', 'What surprised me was how much the people around me wanted to join in. It helps to set a date on which you will stop and look at what you have learned. None of this is complicated, but all of it takes attention.

## Where to start

Container gardening rewards patience far more than talent. If something goes wrong, change one thing at a time and write down what you changed. None of this is complicated, but all of it takes attention.

Most advice about container gardening skips the part that actually takes time. A friend lent me her old tools, and that turned out to be better than buying anything. I used to hurry through the preparation; now it is the part I enjoy most.', 'draft',     '{"series": "Umber", "reading_minutes": 9, "featured": false}', ARRAY['food', 'home', 'technology']::TEXT[], NULL,                     '2025-06-20 09:15:43+00', '2025-06-26 22:14:28+00'),
        (7,  'Why learning a third language matters more than you think', 'How learning a third language fits into an ordinary week.', 'farida.bose@example.net',      'farida.bose@example.net',      'why-learning-a-third-language-matters-more-than-you-think', 'After a few weeks I stopped counting failures and started keeping notes. There is a moment, usually around the third attempt, when the pieces fall into place. What surprised me was how much the people around me wanted to join in.

## How it began

Share what you make early, while it is still easy to change. The best place to begin is smaller than you think: one hour, one corner of a table, no new equipment. Learning a third language rewards patience far more than talent.

Learning a third language taught me to plan less and to look more carefully. You will need less space than you think and more time than you hope. The old hands say the same thing in different words: start before you are ready.', 'draft',     '{"series": "Ember", "reading_minutes": 11, "featured": false}', ARRAY['crafts']::TEXT[], NULL,                     '2025-07-26 20:18:21+00', '2025-08-02 00:15:54+00'),
        (8,  'Bird watching in the city, step by step', 'Questions and answers about bird watching in the city from our readers.', 'saoirse.chaudhry@example.com', 'hana.ekstrom@example.com',     'bird-watching-in-the-city-step-by-step', 'The old hands say the same thing in different words: start before you are ready. Most advice about bird watching in the city skips the part that actually takes time. Bird watching in the city rewards patience far more than talent.

## A few details

The details differ from place to place, but the principle stays the same. You will need less space than you think and more time than you hope. Share what you make early, while it is still easy to change.

Keep the first version simple; you can always make it fancier later. I asked four people how they do it and received five different answers. What follows is the routine that survived a busy spring.

Look for a local group before you look for another video. By the end of the year bird watching in the city had become a habit rather than a project. Keep the first version simple; you can always make it fancier later.', 'archived',  '{"series": "Onyx", "reading_minutes": 2, "featured": false}', ARRAY['featured', 'howto']::TEXT[], NULL,                     '2025-07-02 12:24:53+00', '2025-07-09 06:16:58+00'),
        (9,  'What I learned from a year of night photography', 'Short, tested advice on night photography and a few detours worth taking.', 'paloma.lindqvist@example.org', 'greta.achieng@example.com',    'what-i-learned-from-a-year-of-night-photography', 'What follows is the routine that survived a busy spring. You will need less space than you think and more time than you hope. Most advice about night photography skips the part that actually takes time.

## What I would change

By the end of the year night photography had become a habit rather than a project. I asked four people how they do it and received five different answers. The details differ from place to place, but the principle stays the same.

I still have the photographs from the first week, and they make me laugh. The weather, the season and your own energy matter more than any plan. Keep the first version simple; you can always make it fancier later.', 'published', '{"series": "Meridian", "reading_minutes": 10, "featured": false}', ARRAY['books', 'photography']::TEXT[], '2025-11-05 14:41:47+00', '2025-11-03 07:16:16+00', '2025-11-09 23:19:03+00'),
        (10, 'A field guide to amateur astronomy', NULL, 'paloma.lindqvist@example.org', 'hana.ekstrom@example.com',     'a-field-guide-to-amateur-astronomy', 'Look for a local group before you look for another video. By the end of the year amateur astronomy had become a habit rather than a project. Keep the first version simple; you can always make it fancier later.

It helps to set a date on which you will stop and look at what you have learned. The weather, the season and your own energy matter more than any plan. What follows is the routine that survived a busy spring.', 'draft',     '{"series": "Nimbus", "reading_minutes": 7, "featured": false}', ARRAY['outdoors', 'weekend', 'learning']::TEXT[], NULL,                     '2025-11-14 11:20:00+00', '2025-11-21 01:49:28+00'),
        (11, 'Fermenting vegetables: a beginner''s diary', 'Lessons from a year of fermenting vegetables, mistakes included.', 'hana.ekstrom@example.com',     'paloma.lindqvist@example.org', 'fermenting-vegetables-a-beginners-diary', 'If something goes wrong, change one thing at a time and write down what you changed. I still have the photographs from the first week, and they make me laugh. By the end of the year fermenting vegetables had become a habit rather than a project.

## How it began

There is a moment, usually around the third attempt, when the pieces fall into place. What surprised me was how much the people around me wanted to join in. It helps to set a date on which you will stop and look at what you have learned.

The best place to begin is smaller than you think: one hour, one corner of a table, no new equipment. There is a moment, usually around the third attempt, when the pieces fall into place. If something goes wrong, change one thing at a time and write down what you changed.', 'published', '{"series": "Ridge", "reading_minutes": 9, "featured": true}', ARRAY['nature', 'travel']::TEXT[], '2025-10-27 12:11:11+00', '2025-10-25 17:13:09+00', '2025-11-01 08:19:16+00'),
        (12, 'The unwritten rules of writing good release notes', 'Short, tested advice on writing good release notes and a few detours worth taking.', 'paloma.lindqvist@example.org', NULL,                           'the-unwritten-rules-of-writing-good-release-notes', 'A friend lent me her old tools, and that turned out to be better than buying anything. Writing good release notes rewards patience far more than talent. There is a moment, usually around the third attempt, when the pieces fall into place.

## What I would change

When I first tried writing good release notes, I expected it to be harder than it was. Most advice about writing good release notes skips the part that actually takes time. The best place to begin is smaller than you think: one hour, one corner of a table, no new equipment.

You will need less space than you think and more time than you hope. When I first tried writing good release notes, I expected it to be harder than it was. A friend lent me her old tools, and that turned out to be better than buying anything.

Give it three honest tries before you decide that it is not for you. Next month I will write about the one thing that I would do differently. You will need less space than you think and more time than you hope.', 'published', '{"series": "Aurora", "reading_minutes": 13, "featured": false}', ARRAY['music', 'history', 'community', 'featured']::TEXT[], '2025-11-05 08:48:17+00', '2025-11-02 11:02:04+00', '2025-11-08 22:50:34+00'),
        (13, 'Notes on kitchen knives', 'What works, what does not, and how to start with kitchen knives this weekend.', 'paloma.lindqvist@example.org', 'hana.ekstrom@example.com',     'notes-on-kitchen-knives', 'If you only remember one thing from this page, let it be that. After a few weeks I stopped counting failures and started keeping notes. The cost is lower than people expect, as long as you resist the first shopping list.

## A few details

Next month I will write about the one thing that I would do differently. Share what you make early, while it is still easy to change. A friend lent me her old tools, and that turned out to be better than buying anything.

I asked four people how they do it and received five different answers. Next month I will write about the one thing that I would do differently. If you only remember one thing from this page, let it be that.', 'draft',     '{"series": "Glacier", "reading_minutes": 13, "featured": true}', ARRAY['language', 'archive', 'news']::TEXT[], NULL,                     '2025-11-12 13:48:37+00', '2025-11-19 06:33:47+00'),
        (14, 'Open-source maintenance on a small budget', 'Lessons from a year of open-source maintenance, mistakes included.', 'greta.achieng@example.com',    'farida.bose@example.net',      'open-source-maintenance-on-a-small-budget', 'Give it three honest tries before you decide that it is not for you. Open-source maintenance taught me to plan less and to look more carefully. If you only remember one thing from this page, let it be that.

## A few details

A short checklist on the wall saved me more often than any book. Give it three honest tries before you decide that it is not for you. You will need less space than you think and more time than you hope.

None of this is complicated, but all of it takes attention. Look for a local group before you look for another video. The weather, the season and your own energy matter more than any plan.', 'published', '{"series": "Cobalt", "reading_minutes": 13, "featured": false}', ARRAY['culture']::TEXT[], '2025-07-17 10:13:13+00', '2025-07-14 20:40:36+00', '2025-07-20 23:11:48+00'),
        (15, 'How we changed our minds about mending clothes', 'Questions and answers about mending clothes from our readers.', 'greta.achieng@example.com',    NULL,                           'how-we-changed-our-minds-about-mending-clothes', 'The weather, the season and your own energy matter more than any plan. A short checklist on the wall saved me more often than any book. I asked four people how they do it and received five different answers.

## What I would change

The second month is quieter, and that is where the real progress hides. None of this is complicated, but all of it takes attention. The weather, the season and your own energy matter more than any plan.

What surprised me was how much the people around me wanted to join in. I still have the photographs from the first week, and they make me laugh. A short checklist on the wall saved me more often than any book.', 'published', '{"series": "Indigo", "reading_minutes": 11, "featured": false}', ARRAY['home', 'technology']::TEXT[], '2025-06-04 15:39:05+00', '2025-06-02 18:28:52+00', '2025-06-09 10:46:08+00'),
        (16, 'Getting started with small-town libraries', NULL, 'paloma.lindqvist@example.org', NULL,                           'getting-started-with-small-town-libraries', 'Nobody needs to be good at small-town libraries to get something out of it. Look for a local group before you look for another video. I asked four people how they do it and received five different answers.

## What I would change

I used to hurry through the preparation; now it is the part I enjoy most. The cost is lower than people expect, as long as you resist the first shopping list. What surprised me was how much the people around me wanted to join in.

After a few weeks I stopped counting failures and started keeping notes. There is a moment, usually around the third attempt, when the pieces fall into place. What surprised me was how much the people around me wanted to join in.', 'published', '{"series": "Tundra", "reading_minutes": 2, "featured": true}', ARRAY['interview', 'tools']::TEXT[], '2025-11-05 05:46:16+00', '2025-11-03 10:13:53+00', '2025-11-10 03:12:27+00'),
        (17, 'The quiet joy of running a book club', 'A practical look at running a book club, with everything I wish someone had told me earlier.', 'hana.ekstrom@example.com',     'hana.ekstrom@example.com',     'the-quiet-joy-of-running-a-book-club', 'Running a book club rewards patience far more than talent. If something goes wrong, change one thing at a time and write down what you changed. None of this is complicated, but all of it takes attention.

## A few details

Most advice about running a book club skips the part that actually takes time. A friend lent me her old tools, and that turned out to be better than buying anything. I used to hurry through the preparation; now it is the part I enjoy most.

The old hands say the same thing in different words: start before you are ready. When I first tried running a book club, I expected it to be harder than it was. After a few weeks I stopped counting failures and started keeping notes.', 'archived',  '{"series": "Falcon", "reading_minutes": 3, "featured": false}', ARRAY['howto', 'garden', 'health']::TEXT[], '2025-10-08 12:32:49+00', '2025-10-07 07:51:30+00', '2025-10-14 03:49:16+00'),
        (18, 'Planning a first marathon for people in a hurry', 'Lessons from a year of planning a first marathon, mistakes included.', 'farida.bose@example.net',      'paloma.lindqvist@example.org', 'planning-a-first-marathon-for-people-in-a-hurry', 'Share what you make early, while it is still easy to change. The best place to begin is smaller than you think: one hour, one corner of a table, no new equipment. Planning a first marathon rewards patience far more than talent.

## What worked

Planning a first marathon taught me to plan less and to look more carefully. You will need less space than you think and more time than you hope. The old hands say the same thing in different words: start before you are ready.

What follows is the routine that survived a busy spring. The details differ from place to place, but the principle stays the same. Planning a first marathon taught me to plan less and to look more carefully.', 'published', '{"series": "Juniper", "reading_minutes": 5, "featured": false}', ARRAY['photography', 'family']::TEXT[], '2025-11-02 15:28:07+00', '2025-10-31 23:57:58+00', '2025-11-07 00:41:30+00'),
        (19, 'Five mistakes I made with remote teamwork', 'What works, what does not, and how to start with remote teamwork this weekend.', 'paloma.lindqvist@example.org', 'farida.bose@example.net',      'five-mistakes-i-made-with-remote-teamwork', 'The details differ from place to place, but the principle stays the same. You will need less space than you think and more time than you hope. Share what you make early, while it is still easy to change.

## How it began

Keep the first version simple; you can always make it fancier later. I asked four people how they do it and received five different answers. What follows is the routine that survived a busy spring.

Look for a local group before you look for another video. By the end of the year remote teamwork had become a habit rather than a project. Keep the first version simple; you can always make it fancier later.', 'published', '{"series": "Zephyr", "reading_minutes": 8, "featured": false}', ARRAY['weekend', 'learning', 'food']::TEXT[], '2025-11-13 21:25:53+00', '2025-11-12 10:12:26+00', '2025-11-18 17:59:21+00'),
        (20, 'Why bread ovens matters more than you think', 'Short, tested advice on bread ovens and a few detours worth taking.', 'greta.achieng@example.com',    NULL,                           'why-bread-ovens-matters-more-than-you-think', 'By the end of the year bread ovens had become a habit rather than a project. I asked four people how they do it and received five different answers. The details differ from place to place, but the principle stays the same.

I still have the photographs from the first week, and they make me laugh. The weather, the season and your own energy matter more than any plan. Keep the first version simple; you can always make it fancier later.', 'published', '{"series": "Cobalt", "reading_minutes": 3, "featured": false}', ARRAY['travel']::TEXT[], '2025-05-28 01:10:36+00', '2025-05-25 12:32:15+00', '2025-05-31 14:21:34+00')
) AS sample (
    ordinal, title, summary, author_email, editor_email, slug, body, status, attributes,
    labels, published_at, created_at, updated_at
)
LEFT JOIN public.users AS author ON author.email = sample.author_email
LEFT JOIN public.users AS editor ON editor.email = sample.editor_email
ORDER BY sample.ordinal
ON CONFLICT (slug) DO NOTHING;

-- public.tags: 8 tags
INSERT INTO public.tags (name, created_at, updated_at)
VALUES
    ('learning',  '2025-05-19 12:11:52+00', '2025-05-25 18:35:22+00'),
    ('featured',  '2025-04-01 09:52:18+00', '2025-04-08 00:56:02+00'),
    ('weekend',   '2025-01-11 09:03:34+00', '2025-01-17 10:32:36+00'),
    ('community', '2025-06-25 19:00:43+00', '2025-07-02 09:26:27+00'),
    ('outdoors',  '2025-05-04 19:52:17+00', '2025-05-11 07:59:04+00'),
    ('history',   '2025-04-09 17:31:52+00', '2025-04-16 04:13:58+00'),
    ('budget',    '2025-01-24 15:25:16+00', '2025-01-30 21:16:25+00'),
    ('music',     '2025-03-08 11:26:51+00', '2025-03-14 21:03:18+00')
ON CONFLICT (name) DO NOTHING;

-- public.comments: 24 comments
INSERT INTO public.comments (post_id, author_id, parent_id, body, created_at, updated_at)
SELECT
    post.id, author.id, NULL::BIGINT, sample.body, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1,  'database-backups-for-people-in-a-hurry', 'paloma.lindqvist@example.org', 'Thanks for writing this down so clearly. We do it slightly differently in the north, happy to compare notes.', '2025-11-30 09:17:38+00', '2025-12-07 00:42:38+00'),
        (2,  'why-learning-a-third-language-matters-more-than-you-think', 'saoirse.chaudhry@example.com', 'There is a small typo in the second paragraph, otherwise lovely. Any recommendation for doing this with children?', '2025-08-15 16:04:42+00', '2025-08-21 16:08:23+00'),
        (3,  'the-unwritten-rules-of-writing-good-release-notes', 'greta.achieng@example.com',    'Great read, and refreshingly honest about the failures. Agreed, and the local group made all the difference for me.', '2025-11-19 10:56:21+00', '2025-11-26 06:03:23+00'),
        (4,  'teaching-chess-to-children-on-a-small-budget', 'greta.achieng@example.com',    'The photo of the first attempt made my day.', '2025-12-02 17:39:49+00', '2025-12-08 22:37:05+00'),
        (5,  'five-mistakes-i-made-with-remote-teamwork', 'saoirse.chaudhry@example.com', 'Saving this for the holidays. Could you say more about the third step?', '2025-11-29 07:15:22+00', '2025-12-05 13:31:25+00'),
        (6,  'getting-started-with-walking-meetings', 'hana.ekstrom@example.com',     'I disagree with the part about equipment, but the rest rings true. My grandmother did it the same way, minus the notebook.', '2025-09-01 16:45:09+00', '2025-09-08 03:53:18+00'),
        (7,  'bird-watching-in-the-city-step-by-step', 'paloma.lindqvist@example.org', 'My grandmother did it the same way, minus the notebook.', '2025-11-06 23:09:19+00', '2025-11-13 18:12:01+00'),
        (8,  'why-learning-a-third-language-matters-more-than-you-think', 'paloma.lindqvist@example.org', 'Could you say more about the third step?', '2025-10-25 06:14:35+00', '2025-10-31 16:58:08+00'),
        (9,  'the-unwritten-rules-of-writing-good-release-notes', 'greta.achieng@example.com',    'I tried it last weekend and it worked on the second attempt.', '2025-11-19 18:25:51+00', '2025-11-26 12:29:56+00'),
        (10, 'bird-watching-in-the-city-step-by-step', 'paloma.lindqvist@example.org', 'I was sceptical, and now I own three notebooks. We used your checklist in our group and it helped a lot.', '2025-11-07 18:17:00+00', '2025-11-13 19:24:41+00'),
        (11, 'what-i-learned-from-a-year-of-night-photography', 'paloma.lindqvist@example.org', 'Bookmarked. The part about patience is so true.', '2025-11-16 23:28:44+00', '2025-11-22 23:59:48+00'),
        (12, 'notes-on-kitchen-knives', 'saoirse.chaudhry@example.com', 'Is there a version of this for complete beginners? What did you use instead of the expensive version?', '2025-12-10 06:07:18+00', '2025-12-17 01:37:29+00'),
        (13, 'database-backups-for-people-in-a-hurry', 'paloma.lindqvist@example.org', 'Same experience here, the second month is the hardest.', '2025-11-21 15:39:44+00', '2025-11-28 11:35:28+00'),
        (14, 'the-unwritten-rules-of-writing-good-release-notes', 'hana.ekstrom@example.com',     'Shared it with my whole team this morning. Same experience here, the second month is the hardest.', '2025-11-17 13:45:15+00', '2025-11-23 16:04:00+00'),
        (15, 'how-we-changed-our-minds-about-slow-travel-by-train', 'paloma.lindqvist@example.org', 'What did you use instead of the expensive version? Is there a version of this for complete beginners?', '2025-11-18 06:46:23+00', '2025-11-24 11:24:49+00'),
        (16, 'a-field-guide-to-amateur-astronomy', 'hana.ekstrom@example.com',     'Please write the follow-up soon! Such a calm and useful article.', '2025-12-01 18:37:37+00', '2025-12-08 10:02:41+00'),
        (17, 'a-field-guide-to-amateur-astronomy', 'paloma.lindqvist@example.org', 'We used your checklist in our group and it helped a lot. That closing paragraph stayed with me all day.', '2025-11-23 10:45:08+00', '2025-11-29 16:37:49+00'),
        (18, 'how-we-changed-our-minds-about-slow-travel-by-train', 'saoirse.chaudhry@example.com', 'How long did it take before it felt natural? Agreed, and the local group made all the difference for me.', '2025-12-08 17:22:30+00', '2025-12-14 17:32:00+00'),
        (19, 'why-learning-a-third-language-matters-more-than-you-think', 'farida.bose@example.net',      'Great read, and refreshingly honest about the failures. Thanks for the reply, that clears it up.', '2025-09-26 07:08:25+00', '2025-10-02 18:47:03+00'),
        (20, 'a-field-guide-to-amateur-astronomy', 'paloma.lindqvist@example.org', 'The photo of the first attempt made my day. I tried it last weekend and it worked on the second attempt.', '2025-11-28 07:48:57+00', '2025-12-05 03:13:57+00'),
        (21, 'planning-a-first-marathon-for-people-in-a-hurry', 'saoirse.chaudhry@example.com', 'Does it also work in a small flat? Could you say more about the third step?', '2025-11-09 06:49:57+00', '2025-11-15 19:10:27+00'),
        (22, 'fermenting-vegetables-a-beginners-diary', 'greta.achieng@example.com',    'This is exactly the push I needed, thank you. I have been doing this for ten years and still learned something.', '2025-11-10 15:53:43+00', '2025-11-16 22:49:17+00'),
        (23, 'five-mistakes-i-made-with-remote-teamwork', 'farida.bose@example.net',      'Agreed, and the local group made all the difference for me. How long did it take before it felt natural?', '2025-11-30 18:07:04+00', '2025-12-07 08:49:00+00'),
        (24, 'database-backups-for-people-in-a-hurry', 'paloma.lindqvist@example.org', 'I was sceptical, and now I own three notebooks. There is a small typo in the second paragraph, otherwise lovely.', '2025-12-09 23:59:46+00', '2025-12-16 09:40:20+00')
) AS sample (ordinal, post_slug, author_email, body, created_at, updated_at)
LEFT JOIN public.posts AS post ON post.slug = sample.post_slug
LEFT JOIN public.users AS author ON author.email = sample.author_email
WHERE NOT EXISTS (
    SELECT
    FROM public.comments AS standing
    WHERE standing.post_id IS NOT DISTINCT FROM post.id
        AND standing.author_id IS NOT DISTINCT FROM author.id
        AND standing.parent_id IS NOT DISTINCT FROM NULL::BIGINT
        AND standing.body IS NOT DISTINCT FROM sample.body
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.comments: 17 comments, level 2
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_body)
    INTO missing
FROM (
    VALUES
        ('There is a small typo in the second paragraph, otherwise lovely. Any recommendation for doing this with children?'),
        ('Great read, and refreshingly honest about the failures. Agreed, and the local group made all the difference for me.'),
        ('Saving this for the holidays. Could you say more about the third step?'),
        ('Thanks for writing this down so clearly. We do it slightly differently in the north, happy to compare notes.'),
        ('I tried it last weekend and it worked on the second attempt.'),
        ('I was sceptical, and now I own three notebooks. We used your checklist in our group and it helped a lot.'),
        ('My grandmother did it the same way, minus the notebook.'),
        ('I disagree with the part about equipment, but the rest rings true. My grandmother did it the same way, minus the notebook.'),
        ('Is there a version of this for complete beginners? What did you use instead of the expensive version?'),
        ('Bookmarked. The part about patience is so true.')
) AS sample (parent_body)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.comments AS candidate
    WHERE candidate.body = sample.parent_body
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
    WHERE parent.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.comments need a row of public.comments that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.comments (post_id, author_id, parent_id, body, created_at, updated_at)
SELECT
    post.id, author.id, parent.id, sample.body, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1,  'why-learning-a-third-language-matters-more-than-you-think', 'hana.ekstrom@example.com',     'There is a small typo in the second paragraph, otherwise lovely. Any recommendation for doing this with children?', 'We used your checklist in our group and it helped a lot.', '2025-08-16 08:25:55+00', '2025-08-22 13:14:30+00'),
        (2,  'why-learning-a-third-language-matters-more-than-you-think', 'hana.ekstrom@example.com',     'There is a small typo in the second paragraph, otherwise lovely. Any recommendation for doing this with children?', 'How long did it take before it felt natural?', '2025-08-16 07:39:32+00', '2025-08-22 09:22:46+00'),
        (3,  'the-unwritten-rules-of-writing-good-release-notes', 'saoirse.chaudhry@example.com', 'Great read, and refreshingly honest about the failures. Agreed, and the local group made all the difference for me.', 'Does it also work in a small flat? I tried it last weekend and it worked on the second attempt.', '2025-11-22 21:54:20+00', '2025-11-29 16:26:06+00'),
        (4,  'five-mistakes-i-made-with-remote-teamwork', 'farida.bose@example.net',      'Saving this for the holidays. Could you say more about the third step?', 'This is exactly the push I needed, thank you. The photo of the first attempt made my day.', '2025-12-01 23:54:48+00', '2025-12-08 16:44:58+00'),
        (5,  'database-backups-for-people-in-a-hurry', 'saoirse.chaudhry@example.com', 'Thanks for writing this down so clearly. We do it slightly differently in the north, happy to compare notes.', 'Thanks for the reply, that clears it up. I have been doing this for ten years and still learned something.', '2025-12-06 19:58:33+00', '2025-12-13 14:43:42+00'),
        (6,  'the-unwritten-rules-of-writing-good-release-notes', 'saoirse.chaudhry@example.com', 'I tried it last weekend and it worked on the second attempt.', 'Agreed, and the local group made all the difference for me.', '2025-11-23 10:40:31+00', '2025-11-29 18:32:18+00'),
        (7,  'database-backups-for-people-in-a-hurry', 'greta.achieng@example.com',    'Thanks for writing this down so clearly. We do it slightly differently in the north, happy to compare notes.', 'That closing paragraph stayed with me all day.', '2025-11-30 20:05:57+00', '2025-12-07 11:08:45+00'),
        (8,  'the-unwritten-rules-of-writing-good-release-notes', 'saoirse.chaudhry@example.com', 'I tried it last weekend and it worked on the second attempt.', 'Any recommendation for doing this with children?', '2025-11-28 07:01:29+00', '2025-12-04 15:06:55+00'),
        (9,  'bird-watching-in-the-city-step-by-step', 'hana.ekstrom@example.com',     'I was sceptical, and now I own three notebooks. We used your checklist in our group and it helped a lot.', 'We do it slightly differently in the north, happy to compare notes. Thanks for writing this down so clearly.', '2025-11-09 14:13:26+00', '2025-11-16 10:04:02+00'),
        (10, 'bird-watching-in-the-city-step-by-step', 'farida.bose@example.net',      'My grandmother did it the same way, minus the notebook.', 'I never thought about it that way before. This did not work for me, but I may have rushed it.', '2025-11-07 07:24:39+00', '2025-11-13 11:38:22+00'),
        (11, 'getting-started-with-walking-meetings', 'paloma.lindqvist@example.org', 'I disagree with the part about equipment, but the rest rings true. My grandmother did it the same way, minus the notebook.', 'Such a calm and useful article. Please write the follow-up soon!', '2025-11-08 21:20:00+00', '2025-11-15 10:19:34+00'),
        (12, 'five-mistakes-i-made-with-remote-teamwork', 'paloma.lindqvist@example.org', 'Saving this for the holidays. Could you say more about the third step?', 'There is a small typo in the second paragraph, otherwise lovely. I was sceptical, and now I own three notebooks.', '2025-11-30 10:47:34+00', '2025-12-07 03:52:31+00'),
        (13, 'notes-on-kitchen-knives', 'farida.bose@example.net',      'Is there a version of this for complete beginners? What did you use instead of the expensive version?', 'I have been doing this for ten years and still learned something. This is exactly the push I needed, thank you.', '2025-12-11 11:02:05+00', '2025-12-17 23:50:54+00'),
        (14, 'the-unwritten-rules-of-writing-good-release-notes', 'paloma.lindqvist@example.org', 'Great read, and refreshingly honest about the failures. Agreed, and the local group made all the difference for me.', 'Saving this for the holidays. My grandmother did it the same way, minus the notebook.', '2025-11-20 10:51:56+00', '2025-11-26 21:09:11+00'),
        (15, 'what-i-learned-from-a-year-of-night-photography', 'greta.achieng@example.com',    'Bookmarked. The part about patience is so true.', 'I disagree with the part about equipment, but the rest rings true.', '2025-11-27 23:21:44+00', '2025-12-04 13:09:38+00'),
        (16, 'what-i-learned-from-a-year-of-night-photography', 'saoirse.chaudhry@example.com', 'Bookmarked. The part about patience is so true.', 'I tried it last weekend and it worked on the second attempt. The photo of the first attempt made my day.', '2025-11-26 18:41:28+00', '2025-12-03 14:23:41+00'),
        (17, 'notes-on-kitchen-knives', 'hana.ekstrom@example.com',     'Is there a version of this for complete beginners? What did you use instead of the expensive version?', 'That closing paragraph stayed with me all day. We used your checklist in our group and it helped a lot.', '2025-12-11 07:05:23+00', '2025-12-18 01:10:32+00')
) AS sample (ordinal, post_slug, author_email, parent_body, body, created_at, updated_at)
LEFT JOIN public.posts AS post ON post.slug = sample.post_slug
LEFT JOIN public.users AS author ON author.email = sample.author_email
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.comments AS candidate
    WHERE candidate.body = sample.parent_body
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
WHERE NOT EXISTS (
    SELECT
    FROM public.comments AS standing
    WHERE standing.post_id IS NOT DISTINCT FROM post.id
        AND standing.author_id IS NOT DISTINCT FROM author.id
        AND standing.parent_id IS NOT DISTINCT FROM parent.id
        AND standing.body IS NOT DISTINCT FROM sample.body
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.comments: 8 comments, level 3
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_body)
    INTO missing
FROM (
    VALUES
        ('We used your checklist in our group and it helped a lot.'),
        ('I never thought about it that way before. This did not work for me, but I may have rushed it.'),
        ('Thanks for the reply, that clears it up. I have been doing this for ten years and still learned something.'),
        ('Such a calm and useful article. Please write the follow-up soon!'),
        ('How long did it take before it felt natural?'),
        ('Any recommendation for doing this with children?'),
        ('Agreed, and the local group made all the difference for me.')
) AS sample (parent_body)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.comments AS candidate
    WHERE candidate.body = sample.parent_body
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
    WHERE parent.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.comments need a row of public.comments that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.comments (post_id, author_id, parent_id, body, created_at, updated_at)
SELECT
    post.id, author.id, parent.id, sample.body, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'why-learning-a-third-language-matters-more-than-you-think', 'paloma.lindqvist@example.org', 'We used your checklist in our group and it helped a lot.', 'I have been doing this for ten years and still learned something.', '2025-10-25 11:20:01+00', '2025-11-01 00:21:31+00'),
        (2, 'bird-watching-in-the-city-step-by-step', 'saoirse.chaudhry@example.com', 'I never thought about it that way before. This did not work for me, but I may have rushed it.', 'I laughed out loud at the shopping list.', '2025-11-08 14:37:52+00', '2025-11-14 21:36:51+00'),
        (3, 'database-backups-for-people-in-a-hurry', 'paloma.lindqvist@example.org', 'Thanks for the reply, that clears it up. I have been doing this for ten years and still learned something.', 'This did not work for me, but I may have rushed it.', '2025-12-07 13:05:39+00', '2025-12-14 06:12:15+00'),
        (4, 'getting-started-with-walking-meetings', 'paloma.lindqvist@example.org', 'Such a calm and useful article. Please write the follow-up soon!', 'Thanks for writing this down so clearly. Any recommendation for doing this with children?', '2025-11-09 07:59:12+00', '2025-11-15 12:14:38+00'),
        (5, 'why-learning-a-third-language-matters-more-than-you-think', 'paloma.lindqvist@example.org', 'How long did it take before it felt natural?', 'My grandmother did it the same way, minus the notebook. Saving this for the holidays.', '2025-11-08 23:35:50+00', '2025-11-15 04:21:24+00'),
        (6, 'why-learning-a-third-language-matters-more-than-you-think', 'hana.ekstrom@example.com',     'How long did it take before it felt natural?', 'Could you say more about the third step? Does it also work in a small flat?', '2025-08-17 19:05:52+00', '2025-08-23 20:20:36+00'),
        (7, 'the-unwritten-rules-of-writing-good-release-notes', 'paloma.lindqvist@example.org', 'Any recommendation for doing this with children?', 'Thanks for the reply, that clears it up. Great read, and refreshingly honest about the failures.', '2025-11-29 21:33:05+00', '2025-12-06 03:15:10+00'),
        (8, 'the-unwritten-rules-of-writing-good-release-notes', 'hana.ekstrom@example.com',     'Agreed, and the local group made all the difference for me.', 'Any recommendation for doing this with children? Thanks for writing this down so clearly.', '2025-11-25 07:52:01+00', '2025-12-01 17:13:29+00')
) AS sample (ordinal, post_slug, author_email, parent_body, body, created_at, updated_at)
LEFT JOIN public.posts AS post ON post.slug = sample.post_slug
LEFT JOIN public.users AS author ON author.email = sample.author_email
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.comments AS candidate
    WHERE candidate.body = sample.parent_body
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
WHERE NOT EXISTS (
    SELECT
    FROM public.comments AS standing
    WHERE standing.post_id IS NOT DISTINCT FROM post.id
        AND standing.author_id IS NOT DISTINCT FROM author.id
        AND standing.parent_id IS NOT DISTINCT FROM parent.id
        AND standing.body IS NOT DISTINCT FROM sample.body
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.comments: 1 comment, level 4
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_body)
    INTO missing
FROM (
    VALUES
        ('I laughed out loud at the shopping list.')
) AS sample (parent_body)
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.comments AS candidate
    WHERE candidate.body = sample.parent_body
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
    WHERE parent.id IS NULL
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% (%)', 'Rows of public.comments need a row of public.comments that is missing', missing;
    END IF;
END
$groundplan$;
INSERT INTO public.comments (post_id, author_id, parent_id, body, created_at, updated_at)
SELECT
    post.id, author.id, parent.id, sample.body, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1, 'bird-watching-in-the-city-step-by-step', 'greta.achieng@example.com', 'I laughed out loud at the shopping list.', 'I would add one thing: start earlier in the day. Bookmarked. The part about patience is so true.', '2025-11-09 19:49:39+00', '2025-11-16 04:21:37+00')
) AS sample (ordinal, post_slug, author_email, parent_body, body, created_at, updated_at)
LEFT JOIN public.posts AS post ON post.slug = sample.post_slug
LEFT JOIN public.users AS author ON author.email = sample.author_email
LEFT JOIN LATERAL (
    SELECT candidate.*
    FROM public.comments AS candidate
    WHERE candidate.body = sample.parent_body
    ORDER BY candidate.id
    LIMIT 1
) AS parent ON true
WHERE NOT EXISTS (
    SELECT
    FROM public.comments AS standing
    WHERE standing.post_id IS NOT DISTINCT FROM post.id
        AND standing.author_id IS NOT DISTINCT FROM author.id
        AND standing.parent_id IS NOT DISTINCT FROM parent.id
        AND standing.body IS NOT DISTINCT FROM sample.body
        AND standing.created_at IS NOT DISTINCT FROM sample.created_at::TIMESTAMP WITH TIME ZONE
)
ORDER BY sample.ordinal;

-- public.post_tags: 38 post tags
INSERT INTO public.post_tags (post_id, tag_id)
SELECT
    post.id, tag.id
FROM (
    VALUES
        ('teaching-chess-to-children-on-a-small-budget', 'outdoors'),
        ('how-we-changed-our-minds-about-slow-travel-by-train', 'featured'),
        ('getting-started-with-walking-meetings', 'guides'),
        ('the-quiet-joy-of-coffee-at-home', 'budget'),
        ('database-backups-for-people-in-a-hurry', 'community'),
        ('why-learning-a-third-language-matters-more-than-you-think', 'guides'),
        ('bird-watching-in-the-city-step-by-step', 'learning'),
        ('what-i-learned-from-a-year-of-night-photography', 'weekend'),
        ('a-field-guide-to-amateur-astronomy', 'community'),
        ('fermenting-vegetables-a-beginners-diary', 'outdoors'),
        ('the-unwritten-rules-of-writing-good-release-notes', 'budget'),
        ('notes-on-kitchen-knives', 'music'),
        ('open-source-maintenance-on-a-small-budget', 'learning'),
        ('how-we-changed-our-minds-about-mending-clothes', 'music'),
        ('the-quiet-joy-of-running-a-book-club', 'outdoors'),
        ('planning-a-first-marathon-for-people-in-a-hurry', 'community'),
        ('five-mistakes-i-made-with-remote-teamwork', 'music'),
        ('why-bread-ovens-matters-more-than-you-think', 'featured'),
        ('teaching-chess-to-children-on-a-small-budget', 'history'),
        ('how-we-changed-our-minds-about-slow-travel-by-train', 'weekend'),
        ('the-quiet-joy-of-coffee-at-home', 'music'),
        ('database-backups-for-people-in-a-hurry', 'outdoors'),
        ('bird-watching-in-the-city-step-by-step', 'featured'),
        ('what-i-learned-from-a-year-of-night-photography', 'community'),
        ('fermenting-vegetables-a-beginners-diary', 'history'),
        ('the-unwritten-rules-of-writing-good-release-notes', 'music'),
        ('open-source-maintenance-on-a-small-budget', 'featured'),
        ('how-we-changed-our-minds-about-mending-clothes', 'announcements'),
        ('planning-a-first-marathon-for-people-in-a-hurry', 'outdoors'),
        ('five-mistakes-i-made-with-remote-teamwork', 'announcements'),
        ('how-we-changed-our-minds-about-slow-travel-by-train', 'community'),
        ('database-backups-for-people-in-a-hurry', 'history'),
        ('what-i-learned-from-a-year-of-night-photography', 'outdoors'),
        ('the-unwritten-rules-of-writing-good-release-notes', 'announcements'),
        ('how-we-changed-our-minds-about-mending-clothes', 'guides'),
        ('five-mistakes-i-made-with-remote-teamwork', 'guides'),
        ('what-i-learned-from-a-year-of-night-photography', 'history'),
        ('five-mistakes-i-made-with-remote-teamwork', 'learning')
) AS sample (post_slug, tag_name)
LEFT JOIN public.posts AS post ON post.slug = sample.post_slug
LEFT JOIN public.tags AS tag ON tag.name = sample.tag_name
ON CONFLICT (post_id, tag_id) DO NOTHING;

COMMIT;
