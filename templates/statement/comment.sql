COMMENT ON {{ object }} IS {% if comment %}{{ comment }}{% else %}NULL{% endif %};
