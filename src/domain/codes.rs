pub const CODES: &[(&str,&str)] = &[];
