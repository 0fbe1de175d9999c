DELETE FROM {{ table }} WHERE {{ column }} = ANY ({{ values }});
