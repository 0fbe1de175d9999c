ALTER TABLE {{ table }} ADD {% include "statement/constraint.sql" %};
