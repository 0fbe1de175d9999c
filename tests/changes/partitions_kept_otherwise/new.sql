-- A partition that stays one waits for nothing of its parent; the view is made anew, and then what default privileges gave it is taken.
CREATE TABLE visits (id integer NOT NULL, stay numeric NOT NULL, CONSTRAINT visits_key PRIMARY KEY (stay, id)) PARTITION BY RANGE (id);
CREATE TABLE first_visits PARTITION OF visits FOR VALUES FROM (1) TO (100);
CREATE VIEW stays AS SELECT v.stay, v.id, f.stay AS first FROM visits v LEFT JOIN first_visits f ON true;
