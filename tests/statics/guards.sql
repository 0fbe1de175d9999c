DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'status') THEN
        CREATE TYPE public.status AS ENUM ('draft', 'end if;');
    END IF;
END
$groundplan$;
DO $groundplan$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_proc WHERE pronamespace = 'public'::pg_catalog.regnamespace AND proname = 'set_updated_at'
            AND pg_catalog.pg_get_function_identity_arguments(oid) = ''
    ) THEN
CREATE FUNCTION public.set_updated_at() RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $function$
BEGIN
    NEW.updated_at := CURRENT_TIMESTAMP;
    RETURN NEW;
END;
$function$;
    END IF;
END
$groundplan$;
CREATE TABLE IF NOT EXISTS public.a (id integer, status public.status, updated_at timestamptz);
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.a'::pg_catalog.regclass AND conname = 'pk_a') THEN
        ALTER TABLE public.a ADD CONSTRAINT pk_a PRIMARY KEY (id);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.a'::pg_catalog.regclass AND conname = 'ck_a') THEN
        ALTER TABLE public.a ADD CONSTRAINT ck_a CHECK (id > 0);
    END IF;
END
$groundplan$;
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.a'::pg_catalog.regclass AND tgname = 'set_updated_at') THEN
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.a
            FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
    END IF;
END
$groundplan$;
-- What stands is for PostgreSQL to find.
-- by PostgreSQL
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typnamespace = 'public'::pg_catalog.regnamespace AND typname = 'status') THEN
        CREATE TYPE public.status AS ENUM ('other');
    END IF;
END
$groundplan$;
-- And so is a block of somebody else.
-- by PostgreSQL
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typname = 'more') THEN
        CREATE TYPE public.more AS ENUM ('other');
    END IF;
END
$$;
-- A constraint of one name on one table.
-- by PostgreSQL
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.a'::pg_catalog.regclass AND conname = 'ck_a') THEN
        ALTER TABLE public.a ADD CONSTRAINT ck_a CHECK (id > 1);
    END IF;
END
$groundplan$;
BEGIN;
CREATE SCHEMA other;
SET LOCAL search_path = other, pg_temp;
SET LOCAL TimeZone = 'UTC';
CREATE TABLE inside (n integer, at timestamptz DEFAULT now());
COMMIT;
CREATE TABLE outside (n integer);
BEGIN;
SET LOCAL search_path = other;
-- Whether that is for ever, the server knows.
-- by PostgreSQL
SET search_path = public;
CREATE TABLE within (n integer);
-- by PostgreSQL
COMMIT;
CREATE TABLE after_all (n integer);
-- by PostgreSQL
SET LOCAL search_path = other;
CREATE TABLE still (n integer);
-- A condition that is not that of our own migrations.
-- by PostgreSQL
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typname = 'new' AND false) THEN
        CREATE TYPE public.new AS ENUM ('other');
    END IF;
END
$groundplan$;
-- by PostgreSQL
DO $groundplan$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = 'public.a'::pg_catalog.regclass AND conname = 'ck_a') THEN
        ALTER TABLE public.a ADD CONSTRAINT ck_b CHECK (id > 1);
    END IF;
END
$groundplan$;
