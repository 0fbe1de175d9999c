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
    ('farida.bose@example.net',      'fbose',                          '!', 'Farida Bose',      'Former night owl, current early riser, always lab technician.', false, '2025-08-05 07:40:19+00', '2025-09-19 19:26:15+00'),
    ('paloma.lindqvist@example.org', 'plindqvist',                     '!', 'Paloma Lindqvist', NULL, false, '2025-10-16 14:10:29+00', '2025-10-20 23:14:51+00'),
    ('greta.achieng@example.com',    'gre',                            '!', 'Greta Achieng',    'Knits on trains, argues about coffee, walks long distances.', true,  '2025-04-30 18:47:25+00', '2025-05-03 09:48:01+00'),
    ('hana.ekstrom@example.com',     'hana_ekstrom_medellin_camila84', '!', 'Hana Ekstrom',     NULL, false, '2025-02-08 12:15:05+00', '2025-02-12 10:52:32+00'),
    ('saoirse.chaudhry@example.com', 'saoirsechaudhry',                '!', 'Saoirse Chaudhry', 'Grew up by the sea, now in Lyon. Misses the wind.', false, '2025-07-22 16:30:52+00', '2025-08-13 13:47:50+00')
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
        (1,  'Why learning the accordion matters more than you think', NULL, 'greta.achieng@example.com',    'farida.bose@example.net',      'why-learning-the-accordion-matters-more-than-you-think', 'Let us begin with the question that I hear most often: where do I start? Borrow before you buy, and ask before you borrow. The old hands say the same thing in different words: start before you are ready.

## Common questions

I still have the photographs from the first week, and they make me laugh. Most advice about learning the accordion skips the part that actually takes time. Try it on a small scale, then throw the first result away without guilt.

If you can, find someone who has done it for twenty years and watch their hands. A kitchen timer, a pencil and a bit of stubbornness go a long way. I asked four people how they do it and received five different answers.

The cost is lower than people expect, as long as you resist the first shopping list. It is worth learning the proper names of things, if only to search for them. Rain changed our plans twice, and both times for the better. If you only remember one thing from this page, let it be that.', 'draft',     '{"series": "Dune", "reading_minutes": 2, "featured": false}', ARRAY['sewing', 'home']::TEXT[], NULL,                     '2025-11-05 07:16:53+00', '2025-11-08 11:37:52+00'),
        (2,  'A field guide to writing good release notes', 'A checklist for anybody who wants to try writing good release notes without spending much.', 'paloma.lindqvist@example.org', NULL,                           'a-field-guide-to-writing-good-release-notes', 'Every spring I promise myself to take writing good release notes more seriously. There is no prize for doing it alone. It helps to set a date on which you will stop and look at what you have learned. One evening a week is enough, provided that it is the same evening.

## Where to start

The best place to begin is smaller than you think: one hour, one corner of a table, no new equipment. Somebody will tell you that there is only one right way; smile and carry on. Measure twice, and then ask somebody else to measure as well.

Give it three honest tries before you decide that it is not for you. Rain changed our plans twice, and both times for the better. The second month is quieter, and that is where the real progress hides. It took me a while to see that the waiting is part of it.

After a few weeks I stopped counting failures and started keeping notes. A kitchen timer, a pencil and a bit of stubbornness go a long way. I have stopped comparing my results with other people''s, which helped more than any course. The details differ from place to place, but the principle stays the same. Next month I will write about the one thing that I would do differently.', 'archived',  '{"series": "Orchard", "reading_minutes": 12, "featured": true}', ARRAY['housing', 'garden', 'family', 'learning']::TEXT[], '2025-11-26 09:36:03+00', '2025-11-26 07:01:01+00', '2025-11-26 13:24:35+00'),
        (3,  'Is it worth the effort? A month of growing tomatoes', 'A practical look at growing tomatoes, with everything I wish someone had told me earlier.', 'paloma.lindqvist@example.org', 'hana.ekstrom@example.com',     'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'It was my sister who talked me into it, over a very long breakfast. Ten minutes of tidying at the end save half an hour at the next start. If you can, find someone who has done it for twenty years and watch their hands.

## Costs and time

Share what you make early, while it is still easy to change. What surprised me was how much the people around me wanted to join in. When it goes well, you forget to look at the clock.

One evening a week is enough, provided that it is the same evening. The details differ from place to place, but the principle stays the same. Growing tomatoes rewards patience far more than talent. Would I do it again? Tomorrow, if the weather holds.', 'published', '{"series": "Quartz", "reading_minutes": 12, "featured": false}', ARRAY['theatre', 'food', 'crafts']::TEXT[], '2025-10-18 01:14:14+00', '2025-10-17 21:32:27+00', '2025-10-18 13:50:12+00'),
        (4,  'A short history of my adventures in recording family stories', 'I was wrong about recording family stories. Here is what changed my mind.', 'saoirse.chaudhry@example.com', 'farida.bose@example.net',      'a-short-history-of-my-adventures-in-recording-family-stories', 'On a shelf in our hallway stands a box that I have not opened since March. I used to hurry through the preparation; now it is the part I enjoy most. Halfway through I nearly gave up, and a ten-minute phone call put me right.

## A word about tools

I have stopped comparing my results with other people''s, which helped more than any course. What follows is the routine that survived a busy spring. Small repairs are easier than they look, and they make the next ones easier still.

The cost is lower than people expect, as long as you resist the first shopping list. What looks like talent is mostly a matter of having failed before. Ten minutes of tidying at the end save half an hour at the next start. Give it three honest tries before you decide that it is not for you. For now the box is back on its shelf, and this time it is empty.', 'published', '{"series": "Anchor", "reading_minutes": 5, "featured": false}', ARRAY['trains', 'howto', 'photography']::TEXT[], '2025-09-01 17:38:19+00', '2025-09-01 16:48:47+00', '2025-09-01 21:12:41+00'),
        (5,  'The case for bird watching in the city', NULL, 'paloma.lindqvist@example.org', 'farida.bose@example.net',      'the-case-for-bird-watching-in-the-city', 'The first attempt was a disaster, and I am glad that nobody filmed it. Keep the first version simple; you can always make it fancier later. Bird watching in the city taught me to plan less and to look more carefully. I bought exactly one thing that I regret, and it was the most expensive one.

The books agree on very little, except that practice beats theory. Borrow before you buy, and ask before you borrow. Start with good light and a clear table; everything else can be improvised. See you in the comments, where the real experts are.', 'published', '{"series": "Falcon", "reading_minutes": 9, "featured": false}', ARRAY['hiking', 'film', 'science']::TEXT[], '2025-12-01 02:23:54+00', '2025-11-30 10:56:07+00', '2025-12-03 15:56:12+00'),
        (6,  'An honest look at singing in a choir', 'An honest account of singing in a choir for curious beginners.', 'greta.achieng@example.com',    'hana.ekstrom@example.com',     'an-honest-look-at-singing-in-a-choir', 'When I first tried singing in a choir, I expected it to be harder than it was. Somebody will tell you that there is only one right way; smile and carry on. We tried it with a group of eight, which is about two too many.

## The first week

It is worth learning the proper names of things, if only to search for them. It helps to set a date on which you will stop and look at what you have learned. On good days it takes twenty minutes; on bad days it takes the whole evening and a pot of tea.

Some of the best ideas came from people who had never tried singing in a choir themselves. The shop around the corner had everything for less than the price of a cinema ticket. The cost is lower than people expect, as long as you resist the first shopping list. Thanks to everybody who read a draft of this and was honest about it.', 'draft',     '{"series": "Garnet", "reading_minutes": 9, "featured": false}', ARRAY['baking', 'coffee', 'books']::TEXT[], NULL,                     '2025-05-07 23:00:26+00', '2025-07-17 23:12:32+00'),
        (7,  'What nobody tells you about moving to the countryside', 'Why moving to the countryside is easier than it looks, and where it gets hard.', 'greta.achieng@example.com',    'farida.bose@example.net',      'what-nobody-tells-you-about-moving-to-the-countryside', 'Ask ten people about moving to the countryside and you will get ten different opinions. Some of the best ideas came from people who had never tried moving to the countryside themselves. The hardest part is to begin again after a pause of two weeks. Keep the first version simple; you can always make it fancier later.

## Costs and time

One evening a week is enough, provided that it is the same evening. Ten minutes of tidying at the end save half an hour at the next start. The weather, the season and your own energy matter more than any plan.

Borrow before you buy, and ask before you borrow. The shop around the corner had everything for less than the price of a cinema ticket. I still have the photographs from the first week, and they make me laugh. Until then: start small, and have fun.', 'draft',     '{"series": "Garnet", "reading_minutes": 11, "featured": false}', ARRAY['museums']::TEXT[], NULL,                     '2025-09-01 23:16:58+00', '2025-09-03 00:26:09+00'),
        (8,  'Notes on coffee at home', 'Where to begin, whom to ask, and when to stop reading and start.', 'paloma.lindqvist@example.org', 'hana.ekstrom@example.com',     'notes-on-coffee-at-home', 'A reader asked me last month how I came to coffee at home, and the honest answer is: by accident. Half of the questions that I get about coffee at home are really about time. There is a moment, usually around the third attempt, when the pieces fall into place.

## What worked

Coffee at home taught me to plan less and to look more carefully. It took me a while to see that the waiting is part of it. The shop around the corner had everything for less than the price of a cinema ticket. If something goes wrong, change one thing at a time and write down what you changed.

On good days it takes twenty minutes; on bad days it takes the whole evening and a pot of tea. A cheap version taught me what I actually needed from a better one. It is worth learning the proper names of things, if only to search for them. I still have the photographs from the first week, and they make me laugh.

Somebody will tell you that there is only one right way; smile and carry on. Write down the quantities, even if you are sure that you will remember. I will keep you posted when the season is over.', 'archived',  '{"series": "Dune", "reading_minutes": 2, "featured": false}', ARRAY['cycling', 'drawing']::TEXT[], '2025-11-16 22:54:29+00', '2025-11-16 18:40:08+00', '2025-11-17 22:11:11+00'),
        (9,  'Getting started with code reviews', 'Questions and answers about code reviews from our readers.', 'hana.ekstrom@example.com',     'paloma.lindqvist@example.org', 'getting-started-with-code-reviews', 'It started with a rainy Saturday and nothing else to do. Read the instructions to the end once, and only then start. I write the date on everything now, because memory is a poor archive. If something goes wrong, change one thing at a time and write down what you changed. Small repairs are easier than they look, and they make the next ones easier still.

## One year later

Keep the first version simple; you can always make it fancier later. My grandfather would have called it common sense and gone back to work.

I bought exactly one thing that I regret, and it was the most expensive one. I know a retired teacher who does nothing else on Thursdays. Borrow before you buy, and ask before you borrow. The rest you will find out by yourself, which is the best part.', 'published', '{"series": "Umber", "reading_minutes": 10, "featured": false}', ARRAY['news', 'animals']::TEXT[], '2025-12-01 09:01:25+00', '2025-12-01 07:54:55+00', '2025-12-18 16:30:59+00'),
        (10, 'Five mistakes I made with learning to draw', NULL, 'hana.ekstrom@example.com',     'saoirse.chaudhry@example.com', 'five-mistakes-i-made-with-learning-to-draw', 'This is the article that I looked for and could not find. The second month is quieter, and that is where the real progress hides. By the end of the year learning to draw had become a habit rather than a project.

Give it three honest tries before you decide that it is not for you. Share what you make early, while it is still easy to change. That is all there is to it, and it has kept me busy for a year.', 'draft',     '{"series": "Kestrel", "reading_minutes": 7, "featured": false}', ARRAY['nature', 'energy', 'games']::TEXT[], NULL,                     '2025-10-11 07:15:47+00', '2025-10-11 12:01:04+00'),
        (11, 'What I learned from a year of rainwater harvesting', 'Lessons from a year of rainwater harvesting, mistakes included.', 'paloma.lindqvist@example.org', 'hana.ekstrom@example.com',     'what-i-learned-from-a-year-of-rainwater-harvesting', 'There are people who make rainwater harvesting look effortless; I am not one of them. You will need less space than you think and more time than you hope. The hardest part is to begin again after a pause of two weeks. Borrow before you buy, and ask before you borrow.

## One year later

Nobody needs to be an expert on rainwater harvesting to get something out of it. Rain changed our plans twice, and both times for the better.

Rainwater harvesting taught me to plan less and to look more carefully. Not every attempt needs to be kept, shared or explained. In our village the library keeps a shelf about rainwater harvesting, and it is nearly always empty. And if it does not work out, you will at least have a good story.', 'published', '{"series": "Jasper", "reading_minutes": 9, "featured": true}', ARRAY['archive', 'writing']::TEXT[], '2025-12-01 09:39:03+00', '2025-12-01 08:47:30+00', '2025-12-01 11:58:25+00'),
        (12, 'The small details of urban sketching', 'Three people, three approaches to urban sketching.', 'greta.achieng@example.com',    NULL,                           'the-small-details-of-urban-sketching', 'Two years ago I could not have told you the first thing about urban sketching. In our village the library keeps a shelf about urban sketching, and it is nearly always empty. Keep the first version simple; you can always make it fancier later. Most advice about urban sketching skips the part that actually takes time. Rain changed our plans twice, and both times for the better.

## What you need

The books agree on very little, except that practice beats theory. Look for a local group before you look for another video. The hardest part is to begin again after a pause of two weeks. We tried it with a group of eight, which is about two too many.

Do the boring part first, while you are still fresh. It helps to set a date on which you will stop and look at what you have learned. I have stopped comparing my results with other people''s, which helped more than any course.

Some of the best ideas came from people who had never tried urban sketching themselves. The old hands say the same thing in different words: start before you are ready. Write to me if you try it; I answer every letter, sometimes slowly.', 'published', '{"series": "Onyx", "reading_minutes": 13, "featured": false}', ARRAY['opinion', 'winter', 'children', 'sewing']::TEXT[], '2025-07-22 11:01:09+00', '2025-07-22 10:19:18+00', '2025-07-22 11:52:47+00'),
        (13, 'How home-made pasta became part of our week', 'The routine that survived the winter, written down for a friend.', 'paloma.lindqvist@example.org', 'greta.achieng@example.com',    'how-home-made-pasta-became-part-of-our-week', 'Last year I wrote down everything that went wrong, which took a whole notebook. Write down the quantities, even if you are sure that you will remember. Somebody will tell you that there is only one right way; smile and carry on. I still have the photographs from the first week, and they make me laugh.

## One year later

It is worth learning the proper names of things, if only to search for them. A cheap version taught me what I actually needed from a better one. On good days it takes twenty minutes; on bad days it takes the whole evening and a pot of tea.

If something goes wrong, change one thing at a time and write down what you changed. The shop around the corner had everything for less than the price of a cinema ticket. It took me a while to see that the waiting is part of it. If you only remember one thing from this page, let it be that.', 'draft',     '{"series": "Nimbus", "reading_minutes": 13, "featured": true}', ARRAY['language', 'culture', 'repair']::TEXT[], NULL,                     '2025-11-04 17:54:55+00', '2025-11-20 07:06:02+00'),
        (14, 'Everything I got wrong about film cameras', 'How film cameras fit into an ordinary week.', 'paloma.lindqvist@example.org', 'farida.bose@example.net',      'everything-i-got-wrong-about-film-cameras', 'I used to think that film cameras were for people with more time than I have. I have stopped comparing my results with other people''s, which helped more than any course. Borrow before you buy, and ask before you borrow.

## What I would change

None of this is complicated, but all of it takes attention. When it goes well, you forget to look at the clock.

What looks like talent is mostly a matter of having failed before. It helps to set a date on which you will stop and look at what you have learned. Next month I will write about the one thing that I would do differently.', 'published', '{"series": "Nimbus", "reading_minutes": 13, "featured": false}', ARRAY['technology']::TEXT[], '2025-10-22 15:10:30+00', '2025-10-21 11:28:50+00', '2025-10-24 05:24:52+00'),
        (15, 'Handmade soap: ten questions, ten answers', 'What remained of handmade soap once the novelty had worn off.', 'greta.achieng@example.com',    NULL,                           'handmade-soap-ten-questions-ten-answers', 'My neighbour talks about handmade soap the way other people talk about football. There is a moment, usually around the third attempt, when the pieces fall into place. On good days it takes twenty minutes; on bad days it takes the whole evening and a pot of tea. Write down the quantities, even if you are sure that you will remember. After a few weeks I stopped counting failures and started keeping notes.

## Where to start

You will need less space than you think and more time than you hope. The noise bothered me at first; by June I had stopped hearing it. Read the instructions to the end once, and only then start. Give it three honest tries before you decide that it is not for you.

Some of the best ideas came from people who had never tried handmade soap themselves. The hardest part is to begin again after a pause of two weeks. Keep the first version simple; you can always make it fancier later. One evening a week is enough, provided that it is the same evening. Would I do it again? Tomorrow, if the weather holds.', 'published', '{"series": "Bramble", "reading_minutes": 11, "featured": false}', ARRAY['health', 'seasonal']::TEXT[], '2025-08-17 15:27:18+00', '2025-08-17 14:06:00+00', '2025-09-01 17:39:04+00'),
        (16, 'Planning a first marathon after work', NULL, 'hana.ekstrom@example.com',     NULL,                           'planning-a-first-marathon-after-work', 'For a long time planning a first marathon was something that I only read about. A short checklist on the wall saved me more often than any book. By the end of the year planning a first marathon had become a habit rather than a project. The weather, the season and your own energy matter more than any plan.

## Costs and time

Look for a local group before you look for another video. None of this is complicated, but all of it takes attention. I still have the photographs from the first week, and they make me laugh.

The second month is quieter, and that is where the real progress hides. It helps to set a date on which you will stop and look at what you have learned. Nobody needs to be an expert on planning a first marathon to get something out of it. If something goes wrong, change one thing at a time and write down what you changed. For now the box is back on its shelf, and this time it is empty.', 'published', '{"series": "Nimbus", "reading_minutes": 2, "featured": true}', ARRAY['home', 'interview']::TEXT[], '2025-03-18 10:38:38+00', '2025-03-18 08:54:09+00', '2025-03-18 15:20:29+00'),
        (17, 'The unwritten rules of small museums', 'The tools, the costs and the surprises: small museums after the first excitement.', 'greta.achieng@example.com',    'hana.ekstrom@example.com',     'the-unwritten-rules-of-small-museums', 'Let us begin with the question that I hear most often: where do I start? My children lost interest after an hour and came back the next morning with questions. Start with good light and a clear table; everything else can be improvised. A photograph of each step makes it easier to find out where things went wrong. I know a retired teacher who does nothing else on Thursdays.

## A word about tools

It helps to set a date on which you will stop and look at what you have learned. Small museums taught me to plan less and to look more carefully. Leave a margin for mistakes, in your budget as well as in your calendar.

Small repairs are easier than they look, and they make the next ones easier still. Measure twice, and then ask somebody else to measure as well. See you in the comments, where the real experts are.', 'archived',  '{"series": "Cobalt", "reading_minutes": 3, "featured": false}', ARRAY['garden', 'family', 'learning']::TEXT[], '2025-10-25 00:21:42+00', '2025-10-24 23:47:17+00', '2025-11-08 11:33:20+00'),
        (18, 'How we changed our minds about growing herbs on a windowsill', 'A slow introduction, with pauses for tea.', 'paloma.lindqvist@example.org', 'farida.bose@example.net',      'how-we-changed-our-minds-about-growing-herbs-on-a-windowsill', 'Every spring I promise myself to take growing herbs on a windowsill more seriously. Start with good light and a clear table; everything else can be improvised. It took me a while to see that the waiting is part of it. One evening a week is enough, provided that it is the same evening. The trick is to stop while it still feels easy.

## Costs and time

I write the date on everything now, because memory is a poor archive. Borrow before you buy, and ask before you borrow. In our village the library keeps a shelf about growing herbs on a windowsill, and it is nearly always empty.

Leave a margin for mistakes, in your budget as well as in your calendar. What looks like talent is mostly a matter of having failed before. Halfway through I nearly gave up, and a ten-minute phone call put me right. Thanks to everybody who read a draft of this and was honest about it.', 'published', '{"series": "Quartz", "reading_minutes": 5, "featured": false}', ARRAY['food', 'crafts']::TEXT[], '2025-10-23 09:11:48+00', '2025-10-23 08:00:42+00', '2025-10-23 12:21:12+00'),
        (19, 'Open-source maintenance for people in a hurry', 'Short, tested advice on open-source maintenance and a few detours worth taking.', 'paloma.lindqvist@example.org', 'farida.bose@example.net',      'open-source-maintenance-for-people-in-a-hurry', 'It was my sister who talked me into it, over a very long breakfast. A photograph of each step makes it easier to find out where things went wrong. Open-source maintenance rewards patience far more than talent. The details differ from place to place, but the principle stays the same.

## What you need

One evening a week is enough, provided that it is the same evening. When it goes well, you forget to look at the clock. What surprised me was how much the people around me wanted to join in. Share what you make early, while it is still easy to change.

If you can, find someone who has done it for twenty years and watch their hands. Ten minutes of tidying at the end save half an hour at the next start. The second month is quieter, and that is where the real progress hides. My children lost interest after an hour and came back the next morning with questions. Until then: start small, and have fun.', 'published', '{"series": "Glacier", "reading_minutes": 8, "featured": false}', ARRAY['howto', 'photography', 'weekend']::TEXT[], '2025-11-05 12:19:46+00', '2025-11-04 11:19:14+00', '2025-11-08 23:05:08+00'),
        (20, 'Camping with children, step by step', 'A checklist for anybody who wants to try camping with children without spending much.', 'paloma.lindqvist@example.org', NULL,                           'camping-with-children-step-by-step', 'On a shelf in our hallway stands a box that I have not opened since March. I know a retired teacher who does nothing else on Thursdays. Some of the best ideas came from people who had never tried camping with children themselves. I asked four people how they do it and received five different answers. Not every attempt needs to be kept, shared or explained.

One evening a week is enough, provided that it is the same evening. By the end of the year camping with children had become a habit rather than a project. I have stopped comparing my results with other people''s, which helped more than any course. I will keep you posted when the season is over.', 'published', '{"series": "Aurora", "reading_minutes": 3, "featured": false}', ARRAY['film']::TEXT[], '2025-11-24 18:10:05+00', '2025-11-24 10:53:29+00', '2025-11-25 04:23:24+00')
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
    ('photography', '2025-01-14 20:47:39+00', '2025-01-14 22:17:53+00'),
    ('outdoors', '2025-01-10 07:12:39+00', '2025-01-10 08:48:05+00'),
    ('opinion', '2025-01-05 12:27:51+00', '2025-01-15 18:54:58+00'),
    ('Q', '2025-01-26 20:50:05+00', '2025-01-31 08:33:58+00'),
    ('recipes, winter, cycling and photography', '2025-01-28 08:55:38+00', '2025-02-11 17:37:00+00'),
    ('museums', '2025-01-23 16:32:00+00', '2025-01-23 19:37:38+00'),
    ('animals', '2025-01-19 19:49:48+00', '2025-01-20 22:48:12+00'),
    ('summer', '2025-01-10 14:01:46+00', '2025-01-12 18:15:21+00')
ON CONFLICT (name) DO NOTHING;

-- public.comments: 33 comments
INSERT INTO public.comments (post_id, author_id, parent_id, body, created_at, updated_at)
SELECT
    post.id, author.id, NULL::BIGINT, sample.body, sample.created_at::TIMESTAMP WITH TIME ZONE,
    sample.updated_at::TIMESTAMP WITH TIME ZONE
FROM (
    VALUES
        (1,  'planning-a-first-marathon-after-work', 'saoirse.chaudhry@example.com', 'There is a small typo in the second paragraph, otherwise lovely.', '2025-08-01 08:44:10+00', '2025-08-01 13:31:07+00'),
        (2,  'notes-on-coffee-at-home', 'saoirse.chaudhry@example.com', 'We used your checklist in our group and it helped a lot.', '2025-11-20 17:57:53+00', '2025-11-20 22:17:11+00'),
        (3,  'everything-i-got-wrong-about-film-cameras', 'saoirse.chaudhry@example.com', 'I have been doing this for ten years and still learned something. A bit long, but every paragraph earns its place.', '2025-10-25 13:04:05+00', '2025-10-26 03:44:54+00'),
        (4,  'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'saoirse.chaudhry@example.com', 'The photo of the first attempt made my day.', '2025-10-24 06:48:42+00', '2025-10-29 17:08:32+00'),
        (5,  'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'paloma.lindqvist@example.org', 'Does it also work in a small flat?', '2025-10-25 18:52:31+00', '2025-10-30 19:31:42+00'),
        (6,  'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'saoirse.chaudhry@example.com', 'I disagree with the part about equipment, but the rest rings true.', '2025-10-23 09:15:49+00', '2025-10-30 08:04:02+00'),
        (7,  'open-source-maintenance-for-people-in-a-hurry', 'paloma.lindqvist@example.org', 'My grandmother did it the same way, minus the notebook. Finally somebody who mentions what it really costs.', '2025-11-18 07:22:45+00', '2025-11-18 12:01:59+00'),
        (8,  'notes-on-coffee-at-home', 'hana.ekstrom@example.com',     'Could you say more about the part with the checklist?', '2025-11-20 10:54:48+00', '2025-11-24 23:36:57+00'),
        (9,  'what-i-learned-from-a-year-of-rainwater-harvesting', 'saoirse.chaudhry@example.com', 'I tried it last weekend and it worked on the second attempt.', '2025-12-08 07:25:48+00', '2025-12-08 13:37:08+00'),
        (10, 'notes-on-coffee-at-home', 'paloma.lindqvist@example.org', 'This is exactly the push I needed, thank you.', '2025-11-29 10:22:17+00', '2025-12-03 16:28:27+00'),
        (11, 'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'paloma.lindqvist@example.org', 'Came back to say that it still works after a year. Bookmarked. The part about patience is so true.', '2025-10-26 07:15:03+00', '2025-10-26 10:30:21+00'),
        (12, 'the-small-details-of-urban-sketching', 'paloma.lindqvist@example.org', 'I did it with my class, and they loved it.', '2025-11-07 15:20:28+00', '2025-11-24 17:54:03+00'),
        (13, 'open-source-maintenance-for-people-in-a-hurry', 'saoirse.chaudhry@example.com', 'You forgot to mention the smell! Is there a version of this for complete beginners?', '2025-11-19 06:25:20+00', '2025-12-03 11:37:25+00'),
        (14, 'how-we-changed-our-minds-about-growing-herbs-on-a-windowsill', 'farida.bose@example.net',      'The second picture is upside down on my phone.', '2025-10-31 08:19:01+00', '2025-10-31 09:50:16+00'),
        (15, 'the-small-details-of-urban-sketching', 'hana.ekstrom@example.com',     'I sent this to my brother, who needs it more than I do.', '2025-07-27 11:00:31+00', '2025-11-08 14:57:59+00'),
        (16, 'everything-i-got-wrong-about-film-cameras', 'saoirse.chaudhry@example.com', 'Not sure that I agree, but you made me think. What did you use instead of the expensive version?', '2025-10-31 15:28:34+00', '2025-11-18 09:56:52+00'),
        (17, 'the-case-for-bird-watching-in-the-city', 'saoirse.chaudhry@example.com', 'It took me three weekends rather than one, just as you warned. This did not work for me, but I may have rushed it.', '2025-12-03 16:41:23+00', '2025-12-03 21:35:41+00'),
        (18, 'a-short-history-of-my-adventures-in-recording-family-stories', 'saoirse.chaudhry@example.com', 'Our library has a whole shelf on this, worth a look.', '2025-09-09 11:26:35+00', '2025-09-15 21:32:10+00'),
        (19, 'a-short-history-of-my-adventures-in-recording-family-stories', 'saoirse.chaudhry@example.com', 'I gave up last year; perhaps it is time to try again. There is a small typo in the second paragraph, otherwise lovely.', '2025-09-11 11:15:57+00', '2025-09-12 15:03:54+00'),
        (20, 'the-case-for-bird-watching-in-the-city', 'saoirse.chaudhry@example.com', 'This reminds me of my father''s workshop.', '2025-12-08 07:32:23+00', '2025-12-09 20:41:59+00'),
        (21, 'a-short-history-of-my-adventures-in-recording-family-stories', 'paloma.lindqvist@example.org', 'My first attempt is drying on the windowsill as I write this. How long did it take before it felt natural?', '2025-10-24 22:08:04+00', '2025-10-25 12:28:55+00'),
        (22, 'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'saoirse.chaudhry@example.com', 'I wish that I had read this before I went shopping. I have been doing this for ten years and still learned something.', '2025-10-23 07:02:26+00', '2025-11-14 07:30:15+00'),
        (23, 'the-case-for-bird-watching-in-the-city', 'hana.ekstrom@example.com',     'Beautifully written, as always.', '2025-12-05 06:28:02+00', '2025-12-05 12:23:51+00'),
        (24, 'the-case-for-bird-watching-in-the-city', 'hana.ekstrom@example.com',     'The bit about borrowing tools saved me a lot of money. Saving this for the holidays.', '2025-12-05 16:17:19+00', '2025-12-05 17:47:14+00'),
        (25, 'a-short-history-of-my-adventures-in-recording-family-stories', 'paloma.lindqvist@example.org', 'Has anybody here done this on a balcony?', '2025-10-16 18:26:32+00', '2025-11-04 17:37:02+00'),
        (26, 'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'saoirse.chaudhry@example.com', 'Half of our office is trying this now.', '2025-10-27 06:53:58+00', '2025-10-30 15:50:03+00'),
        (27, 'a-short-history-of-my-adventures-in-recording-family-stories', 'hana.ekstrom@example.com',     'You make it sound easy. It was not, but it was fun. I tried it last weekend and it worked on the second attempt.', '2025-09-07 07:32:41+00', '2025-09-09 21:38:35+00'),
        (28, 'a-short-history-of-my-adventures-in-recording-family-stories', 'saoirse.chaudhry@example.com', 'The comments here are as good as the article.', '2025-09-05 21:27:40+00', '2025-09-14 23:50:38+00'),
        (29, 'notes-on-coffee-at-home', 'saoirse.chaudhry@example.com', 'My results look nothing like yours, and I am happy anyway.', '2025-11-24 17:28:18+00', '2025-11-25 04:57:45+00'),
        (30, 'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'saoirse.chaudhry@example.com', 'I printed this and put it on the fridge. Please, what is the brand of the small lamp in the picture?', '2025-11-03 08:15:50+00', '2025-11-23 11:03:35+00'),
        (31, 'everything-i-got-wrong-about-film-cameras', 'saoirse.chaudhry@example.com', 'Would you still recommend it to somebody with very little time? The second picture is upside down on my phone.', '2025-10-28 22:07:45+00', '2025-11-16 17:11:54+00'),
        (32, 'notes-on-coffee-at-home', 'paloma.lindqvist@example.org', 'I read this on the train and missed my stop. I sent this to my brother, who needs it more than I do.', '2025-11-19 21:59:19+00', '2025-12-06 19:31:00+00'),
        (33, 'notes-on-coffee-at-home', 'saoirse.chaudhry@example.com', 'That closing paragraph stayed with me all day.', '2025-11-21 08:09:29+00', '2025-12-07 13:37:18+00')
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

-- public.comments: 15 comments, level 2
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_body)
    INTO missing
FROM (
    VALUES
        ('We used your checklist in our group and it helped a lot.'),
        ('I have been doing this for ten years and still learned something. A bit long, but every paragraph earns its place.'),
        ('I disagree with the part about equipment, but the rest rings true.'),
        ('This is exactly the push I needed, thank you.'),
        ('You forgot to mention the smell! Is there a version of this for complete beginners?'),
        ('My grandmother did it the same way, minus the notebook. Finally somebody who mentions what it really costs.'),
        ('Not sure that I agree, but you made me think. What did you use instead of the expensive version?'),
        ('Came back to say that it still works after a year. Bookmarked. The part about patience is so true.'),
        ('It took me three weekends rather than one, just as you warned. This did not work for me, but I may have rushed it.'),
        ('I sent this to my brother, who needs it more than I do.'),
        ('The second picture is upside down on my phone.')
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
        (1,  'notes-on-coffee-at-home', 'paloma.lindqvist@example.org', 'We used your checklist in our group and it helped a lot.', 'Thanks for asking, I was wondering about the same thing.', '2025-11-21 15:01:32+00', '2025-11-23 16:07:57+00'),
        (2,  'notes-on-coffee-at-home', 'farida.bose@example.net',      'We used your checklist in our group and it helped a lot.', 'I would be careful with that, to be honest.', '2025-11-21 07:19:04+00', '2025-11-24 19:50:08+00'),
        (3,  'everything-i-got-wrong-about-film-cameras', 'farida.bose@example.net',      'I have been doing this for ten years and still learned something. A bit long, but every paragraph earns its place.', 'Exactly my experience. No, the cheap one is good enough.', '2025-10-26 06:49:46+00', '2025-11-05 17:48:37+00'),
        (4,  'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'farida.bose@example.net',      'I disagree with the part about equipment, but the rest rings true.', 'Thanks for the reply, that clears it up.', '2025-10-23 22:08:44+00', '2025-10-24 04:34:44+00'),
        (5,  'notes-on-coffee-at-home', 'hana.ekstrom@example.com',     'This is exactly the push I needed, thank you.', 'It depends on the season, I would say.', '2025-11-29 23:11:26+00', '2025-11-30 11:20:22+00'),
        (6,  'open-source-maintenance-for-people-in-a-hurry', 'farida.bose@example.net',      'You forgot to mention the smell! Is there a version of this for complete beginners?', 'There is a longer explanation further up.', '2025-11-20 11:32:00+00', '2025-11-20 18:05:13+00'),
        (7,  'open-source-maintenance-for-people-in-a-hurry', 'hana.ekstrom@example.com',     'My grandmother did it the same way, minus the notebook. Finally somebody who mentions what it really costs.', 'Ha, that happened to me as well. Mine took longer, but yes.', '2025-11-19 20:10:07+00', '2025-11-30 14:50:10+00'),
        (8,  'everything-i-got-wrong-about-film-cameras', 'hana.ekstrom@example.com',     'Not sure that I agree, but you made me think. What did you use instead of the expensive version?', 'Good question. I used what I had in the kitchen.', '2025-11-01 06:05:01+00', '2025-12-06 10:52:15+00'),
        (9,  'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'saoirse.chaudhry@example.com', 'Came back to say that it still works after a year. Bookmarked. The part about patience is so true.', 'Could you post a picture when it is done?', '2025-10-26 18:26:17+00', '2025-10-26 21:39:36+00'),
        (10, 'is-it-worth-the-effort-a-month-of-growing-tomatoes', 'paloma.lindqvist@example.org', 'I disagree with the part about equipment, but the rest rings true.', 'That makes two of us.', '2025-10-23 15:20:18+00', '2025-10-23 21:46:53+00'),
        (11, 'the-case-for-bird-watching-in-the-city', 'paloma.lindqvist@example.org', 'It took me three weekends rather than one, just as you warned. This did not work for me, but I may have rushed it.', 'You are right, I should have mentioned that. Did it work in the end?', '2025-12-04 10:02:32+00', '2025-12-07 02:17:48+00'),
        (12, 'everything-i-got-wrong-about-film-cameras', 'hana.ekstrom@example.com',     'I have been doing this for ten years and still learned something. A bit long, but every paragraph earns its place.', 'I would be careful with that, to be honest. Fixed, thank you for spotting it.', '2025-10-26 16:04:11+00', '2025-10-26 22:14:28+00'),
        (13, 'the-small-details-of-urban-sketching', 'saoirse.chaudhry@example.com', 'I sent this to my brother, who needs it more than I do.', 'Exactly my experience. Same here, it took me about three weeks.', '2025-07-28 14:53:25+00', '2025-10-20 15:12:09+00'),
        (14, 'how-we-changed-our-minds-about-growing-herbs-on-a-windowsill', 'paloma.lindqvist@example.org', 'The second picture is upside down on my phone.', 'Interesting, where did you find that? I see it differently, but I like your reasoning.', '2025-10-31 09:28:07+00', '2025-11-03 15:18:48+00'),
        (15, 'the-case-for-bird-watching-in-the-city', 'farida.bose@example.net',      'It took me three weekends rather than one, just as you warned. This did not work for me, but I may have rushed it.', 'Sorry, I meant the second step, not the third. Thank you, I will try that next weekend.', '2025-12-04 10:33:09+00', '2025-12-10 13:28:06+00')
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

-- public.comments: 2 comments, level 3
DO $groundplan$
DECLARE
    missing text;
BEGIN
    SELECT pg_catalog.concat_ws(', ', sample.parent_body)
    INTO missing
FROM (
    VALUES
        ('I would be careful with that, to be honest.'),
        ('It depends on the season, I would say.')
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
        (1, 'notes-on-coffee-at-home', 'paloma.lindqvist@example.org', 'I would be careful with that, to be honest.', 'Same here, it took me about three weeks. No, the cheap one is good enough.', '2025-11-21 13:45:55+00', '2025-11-22 08:38:49+00'),
        (2, 'notes-on-coffee-at-home', 'saoirse.chaudhry@example.com', 'It depends on the season, I would say.', 'Thanks for the reply, that clears it up. You are right, I should have mentioned that.', '2025-11-30 08:51:22+00', '2025-12-06 04:24:42+00')
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
        ('why-learning-the-accordion-matters-more-than-you-think', 'recipes, winter, cycling and photography'),
        ('a-field-guide-to-writing-good-release-notes', 'outdoors'),
        ('is-it-worth-the-effort-a-month-of-growing-tomatoes', 'guides'),
        ('a-short-history-of-my-adventures-in-recording-family-stories', 'animals'),
        ('the-case-for-bird-watching-in-the-city', 'Q'),
        ('what-nobody-tells-you-about-moving-to-the-countryside', 'guides'),
        ('notes-on-coffee-at-home', 'photography'),
        ('getting-started-with-code-reviews', 'opinion'),
        ('five-mistakes-i-made-with-learning-to-draw', 'Q'),
        ('what-i-learned-from-a-year-of-rainwater-harvesting', 'recipes, winter, cycling and photography'),
        ('the-small-details-of-urban-sketching', 'animals'),
        ('how-home-made-pasta-became-part-of-our-week', 'summer'),
        ('everything-i-got-wrong-about-film-cameras', 'photography'),
        ('handmade-soap-ten-questions-ten-answers', 'summer'),
        ('the-unwritten-rules-of-small-museums', 'recipes, winter, cycling and photography'),
        ('how-we-changed-our-minds-about-growing-herbs-on-a-windowsill', 'Q'),
        ('open-source-maintenance-for-people-in-a-hurry', 'summer'),
        ('camping-with-children-step-by-step', 'outdoors'),
        ('why-learning-the-accordion-matters-more-than-you-think', 'museums'),
        ('a-field-guide-to-writing-good-release-notes', 'opinion'),
        ('a-short-history-of-my-adventures-in-recording-family-stories', 'summer'),
        ('the-case-for-bird-watching-in-the-city', 'recipes, winter, cycling and photography'),
        ('notes-on-coffee-at-home', 'outdoors'),
        ('getting-started-with-code-reviews', 'Q'),
        ('what-i-learned-from-a-year-of-rainwater-harvesting', 'museums'),
        ('the-small-details-of-urban-sketching', 'summer'),
        ('everything-i-got-wrong-about-film-cameras', 'outdoors'),
        ('handmade-soap-ten-questions-ten-answers', 'announcements'),
        ('how-we-changed-our-minds-about-growing-herbs-on-a-windowsill', 'recipes, winter, cycling and photography'),
        ('open-source-maintenance-for-people-in-a-hurry', 'announcements'),
        ('a-field-guide-to-writing-good-release-notes', 'Q'),
        ('the-case-for-bird-watching-in-the-city', 'museums'),
        ('getting-started-with-code-reviews', 'recipes, winter, cycling and photography'),
        ('the-small-details-of-urban-sketching', 'announcements'),
        ('handmade-soap-ten-questions-ten-answers', 'guides'),
        ('open-source-maintenance-for-people-in-a-hurry', 'guides'),
        ('getting-started-with-code-reviews', 'museums'),
        ('open-source-maintenance-for-people-in-a-hurry', 'photography')
) AS sample (post_slug, tag_name)
LEFT JOIN public.posts AS post ON post.slug = sample.post_slug
LEFT JOIN public.tags AS tag ON tag.name = sample.tag_name
ON CONFLICT (post_id, tag_id) DO NOTHING;

COMMIT;
