{% if absent %}NOT {% endif %}EXISTS (SELECT FROM {{ table }} WHERE {{ column }} = {{ value }})
