DELETE FROM {{ table }} WHERE {{ column }} = {{ from }};
