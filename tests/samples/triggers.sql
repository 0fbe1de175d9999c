-- triggers: audit=60
CREATE TABLE products (id bigserial PRIMARY KEY, name text NOT NULL, price integer NOT NULL);
CREATE TABLE audit (id bigserial PRIMARY KEY, what text NOT NULL, at timestamptz NOT NULL DEFAULT now());
CREATE TABLE audit_notes (id bigserial PRIMARY KEY, audit_id bigint NOT NULL REFERENCES audit, note text NOT NULL);
CREATE FUNCTION record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.audit (what) VALUES (TG_OP); RETURN NEW; END $$;
CREATE TRIGGER products_audit AFTER INSERT OR UPDATE ON products FOR EACH ROW EXECUTE FUNCTION record();
CREATE TABLE carts (id bigserial PRIMARY KEY, label text NOT NULL);
CREATE TRIGGER carts_audit BEFORE INSERT ON carts FOR EACH ROW EXECUTE FUNCTION record();
CREATE FUNCTION no_odd() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.amount % 2 = 1 THEN RAISE EXCEPTION 'odd amount %', NEW.amount; END IF; RETURN NEW; END $$;
CREATE TABLE payments (id bigserial PRIMARY KEY, amount integer NOT NULL);
CREATE TRIGGER payments_even BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION no_odd();
CREATE FUNCTION skip_small() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.amount < 200 THEN RETURN NULL; END IF; RETURN NEW; END $$;
CREATE TABLE refunds (id bigserial PRIMARY KEY, amount integer NOT NULL);
CREATE TRIGGER refunds_large BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION skip_small();
