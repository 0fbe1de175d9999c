SELECT pg_catalog.set_config('groundplan.undone', ({% for reason in reasons %}{% if not loop.first %}

    OR {% endif %}{{ reason }}{% endfor %})::text, true);
