//! The tables in which migration runners and frameworks keep what has run. They are the runner's own and no requirement.
//!
//! Comes in: the name of a table. Goes out: whether it is one of them. Never happens: a name that a project may well give to a table of its own
//! (`migrations`, as Laravel and TypeORM call theirs).

/// Sources: the documentation of each: dbmate, golang-migrate and Rails; Rails; sqlx; goose; Flyway; Refinery; Liquibase; Atlas; Prisma; Drizzle; Diesel;
/// node-pg-migrate; Knex; Django; Alembic; Sequelize; Entity Framework; Doctrine.
const RECORDS: &[&str] = &[
    "schema_migrations",
    "ar_internal_metadata",
    "_sqlx_migrations",
    "goose_db_version",
    "flyway_schema_history",
    "refinery_schema_history",
    "databasechangelog",
    "databasechangeloglock",
    "atlas_schema_revisions",
    "_prisma_migrations",
    "__drizzle_migrations",
    "__diesel_schema_migrations",
    "pgmigrations",
    "knex_migrations",
    "knex_migrations_lock",
    "django_migrations",
    "alembic_version",
    "SequelizeMeta",
    "__EFMigrationsHistory",
    "doctrine_migration_versions",
];

/// Whether a table of this name is a runner's record of what has run.
pub fn is_record(table: &str) -> bool {
    RECORDS.contains(&table)
}
