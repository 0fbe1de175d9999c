//! A folder for each version, `v1.0/name.sql`, perhaps with a manifest.json that lists its files in order, as Temporal has them.

use serde_json::Value;

use super::listing::{Listing, file_part, folder_part};
use super::markers::whole;
use super::numbered::leading_version;
use super::{Convention, Fault, FileName, Order, Role, Transaction, numbers};

pub const VERSIONED: Convention = Convention {
    code: "versioned",
    runner: "versioned folders",
    pattern: "v1.0/name.sql, perhaps with v1.0/manifest.json",
    source: "https://github.com/temporalio/temporal, tools/common/schema/updatetask.go",
    role,
    sign: |_| None,
    needs_sign: false,
    order: Order::Listed(in_order),
    sections: |file, _| whole(file, Transaction::AsWritten),
    placeholders: None,
    writing: None,
};

fn role(path: &str) -> Role {
    if !path.ends_with(".sql") {
        return Role::Beside;
    }
    let (folder, file) = (folder_part(path), file_part(path));
    let version = if folder.contains('/') { None } else { leading_version(folder) };
    match version {
        Some((version, "")) if !file.ends_with(".down.sql") && !matches!(file, "up.sql" | "down.sql" | "migration.sql") => {
            Role::Up(FileName::new(version, file.strip_suffix(".sql").unwrap_or(file)))
        }
        _ => Role::Other,
    }
}

/// Version by version; inside one as its manifest says, else by the numbers that the names begin with, else by name.
fn in_order(listing: &Listing, paths: &[&str]) -> Result<Vec<String>, (String, Fault)> {
    let mut folders: Vec<&str> = paths.iter().map(|path| folder_part(path)).collect();
    folders.dedup();
    folders.sort_by_key(|folder| (numbers(folder), folder.to_string()));
    if let Some(pair) = folders.windows(2).find(|pair| numbers(pair[0]) == numbers(pair[1])) {
        let message = format!("this folder has the same version as {}", listing.shown(pair[0]));
        return Err((pair[1].to_string(), Fault::new(0, message, "give one of them another version")));
    }
    let mut order = Vec::new();
    for folder in folders {
        let inside = paths.iter().copied().filter(|path| folder_part(path) == folder);
        let manifest = format!("{folder}/manifest.json");
        match listing.get(&manifest) {
            Some(file) => order.extend(listed(&file.text, folder, &inside.collect::<Vec<_>>()).map_err(|fault| (manifest, fault))?),
            None => {
                let mut files: Vec<&str> = inside.collect();
                files.sort_by_key(|path| (leading_version(file_part(path)).map(|(version, _)| numbers(version)), path.to_string()));
                order.extend(files.into_iter().map(str::to_string));
            }
        }
    }
    Ok(order)
}

/// The manifest's list of files: the one field that is a list of texts.
fn listed(manifest: &str, folder: &str, inside: &[&str]) -> Result<Vec<String>, Fault> {
    let fault = |message: String| Fault::new(0, message, "it must list the SQL files of its folder in their order");
    let document: Value = serde_json::from_str(manifest).map_err(|error| fault(format!("this is no JSON: {error}")))?;
    let fields = document.as_object().ok_or_else(|| fault("this is no JSON object".to_string()))?;
    let lists: Vec<&Vec<Value>> = fields.values().filter_map(Value::as_array).filter(|list| list.iter().all(Value::is_string)).collect();
    let [list] = lists[..] else { return Err(fault(format!("{} lists of file names stand in it", lists.len()))) };
    list.iter()
        .map(|name| {
            let path = format!("{folder}/{}", name.as_str().unwrap_or_default());
            if inside.contains(&path.as_str()) { Ok(path) } else { Err(fault(format!("it lists {path}, which is not there"))) }
        })
        .collect()
}
