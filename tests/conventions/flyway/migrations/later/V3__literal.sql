COMMENT ON TABLE posts IS 'holds ${no} placeholder';
