pub const CODES: &[(&str, &str)] = &[("duplicate-constraint-name", "Two constraints or indexes have one name")];
