//! The requirement files of a run, with the files that they `use`.
//!
//! Comes in: the files and folders named on the command line. Goes out: their texts, parsed, the named ones first and each
//! once. Never happens: a file that is silently left out.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources};
use crate::syntax::ast::{Ast, Item, Text};
use crate::world::{Entry, World, WorldError};

/// How requirement files end.
const EXTENSION: &str = "schema";

/// What was read, in the order of reading.
#[derive(Debug, Default)]
pub struct Requirements {
    pub sources: Sources,
    pub asts: Vec<Ast>,
    /// What the parser found, and `use` lines that lead nowhere.
    pub diagnostics: Vec<Diagnostic>,
    paths: Vec<PathBuf>,
}

/// Why nothing could be read at all.
#[derive(Debug)]
pub enum LoadError {
    /// The arguments name nothing to read: a sentence, and what to do.
    Nothing {
        message: String,
        help: String,
    },
    World(WorldError),
}

impl Requirements {
    /// Reads the named files, and of each named folder its `.schema` files by name. No name at all means the current folder.
    pub fn load(world: &dyn World, named: &[PathBuf]) -> Result<Requirements, LoadError> {
        let mut requirements = Requirements::default();
        for file in schema_files_of(world, named)? {
            let text = world.read_text(&file).map_err(LoadError::World)?;
            requirements.add(world, &file, &text);
        }
        Ok(requirements)
    }

    /// The paths of the files, as they were named, in the order of reading.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Whether there is free text to read.
    pub(super) fn has_intents(&self) -> bool {
        self.asts.iter().flat_map(|ast| &ast.items).any(|item| matches!(item, Item::Intent(_)))
    }

    /// Takes in a text that no file need hold yet, as one more source behind the others. Gives its place.
    pub(super) fn take_in(&mut self, path: &Path, text: &str) -> FileId {
        let file = self.sources.add(&path.to_string_lossy(), text);
        let (ast, found) = crate::syntax::parse(file, &self.sources.file(file).text);
        self.paths.push(path.to_path_buf());
        self.diagnostics.extend(found);
        self.asts.push(ast);
        file
    }

    fn add(&mut self, world: &dyn World, path: &Path, text: &str) {
        let path = plain(path);
        if self.paths.contains(&path) {
            return;
        }
        let file = self.sources.add(&path.to_string_lossy(), text);
        let (ast, found) = crate::syntax::parse(file, &self.sources.file(file).text);
        self.paths.push(path.clone());
        self.diagnostics.extend(found);
        let used: Vec<Text> = ast
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Use(used) => Some(used.path.clone()),
                _ => None,
            })
            .collect();
        self.asts.push(ast);
        debug_assert_eq!(self.asts.len(), file.0 as usize + 1);
        for used in used {
            self.follow(world, &path, &used);
        }
    }

    fn follow(&mut self, world: &dyn World, from: &Path, used: &Text) {
        if Path::new(&used.text).is_absolute() {
            self.diagnostics.push(
                Diagnostic::error("absolute-use", "`use` takes a path relative to this file")
                    .at(used.span, "an absolute path")
                    .help("a project must build in any folder: write the path from this file, such as `use \"people.schema\"`"),
            );
            return;
        }
        let folder = from.parent().unwrap_or(Path::new(""));
        let path = folder.join(&used.text);
        match world.read_text(&path) {
            Ok(text) => self.add(world, &path, &text),
            Err(error) => self.diagnostics.push(self.missing(world, &path, used, &error)),
        }
    }

    fn missing(&self, world: &dyn World, path: &Path, used: &Text, error: &WorldError) -> Diagnostic {
        let diagnostic = Diagnostic::error("unreadable-use", error.to_string()).at(used.span, "this file cannot be read");
        let folder = path.parent().unwrap_or(Path::new("."));
        let standing = schema_files(world, if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).unwrap_or_default();
        let names: Vec<String> =
            standing.iter().filter_map(|file| file.file_name()).map(|name| name.to_string_lossy().into_owned()).collect();
        let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let nearest =
            names.iter().min_by_key(|name| strsim::levenshtein(name, &wanted)).filter(|name| strsim::levenshtein(name, &wanted) <= 4);
        match nearest {
            Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
            None => diagnostic.help("write the path from this file, such as `use \"people.schema\"`"),
        }
    }
}

/// The named files, and of each named folder its `.schema` files by name. No name at all means the current folder.
pub(super) fn schema_files_of(world: &dyn World, named: &[PathBuf]) -> Result<Vec<PathBuf>, LoadError> {
    if named.is_empty() {
        return schema_files(world, Path::new("."));
    }
    let mut files = Vec::new();
    for path in named {
        files.extend(schema_files(world, path)?);
    }
    Ok(files)
}

/// Whether a folder holds a `.schema` file.
pub(super) fn holds_requirements(world: &dyn World, folder: &Path) -> Result<bool, WorldError> {
    Ok(!schema_files_in(world, folder)?.is_empty())
}

fn schema_files_in(world: &dyn World, folder: &Path) -> Result<Vec<PathBuf>, WorldError> {
    let is_one =
        |entry: &Entry| !entry.is_directory && !entry.name.starts_with('.') && entry.path.extension().is_some_and(|end| end == EXTENSION);
    Ok(world.list(folder)?.into_iter().filter(is_one).map(|entry| entry.path).collect())
}

fn schema_files(world: &dyn World, path: &Path) -> Result<Vec<PathBuf>, LoadError> {
    if !world.is_directory(path) {
        if !world.exists(path) {
            return Err(LoadError::Nothing {
                message: format!("there is no `{}`", path.display()),
                help: "name a `.schema` file, or a folder that holds some".to_string(),
            });
        }
        return Ok(vec![path.to_path_buf()]);
    }
    let files = schema_files_in(world, path).map_err(LoadError::World)?;
    if files.is_empty() {
        return Err(LoadError::Nothing {
            message: format!("`{}` holds no `.schema` file", path.display()),
            help: "write one, or name it: groundplan generate blog.schema".to_string(),
        });
    }
    Ok(files)
}

/// Without `.` parts, and `a/../b` as `b`, so that one file is not read twice under two spellings.
fn plain(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(parts.last(), Some(Component::Normal(_))) => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    fn world(files: &[(&str, &str)]) -> MemoryWorld {
        let world = MemoryWorld::new();
        world.create_directories(Path::new("project/sub")).expect("create");
        for (path, text) in files {
            world.write_new(Path::new(path), text.as_bytes()).expect("write");
        }
        world
    }

    fn paths(requirements: &Requirements) -> Vec<String> {
        requirements.paths().iter().map(|path| path.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_folder_gives_its_schema_files_by_name_and_each_used_file_once() {
        let world = world(&[
            ("project/b.schema", "use \"sub/c.schema\"\n"),
            ("project/a.schema", "use \"./sub/../b.schema\"\n"),
            ("project/sub/c.schema", "use \"../a.schema\"\n"),
            ("project/README.md", ""),
        ]);
        let requirements = Requirements::load(&world, &[PathBuf::from("project")]).expect("loads");
        assert_eq!(paths(&requirements), ["project/a.schema", "project/b.schema", "project/sub/c.schema"]);
        assert!(requirements.diagnostics.is_empty(), "{:?}", requirements.diagnostics);
    }

    #[test]
    fn a_used_file_that_is_not_there_is_an_error_at_the_use_line_with_the_nearest_name() {
        let world = world(&[("project/a.schema", "use \"peple.schema\"\n"), ("project/people.schema", "")]);
        let requirements = Requirements::load(&world, &[PathBuf::from("project/a.schema")]).expect("loads");
        let [diagnostic] = &requirements.diagnostics[..] else { panic!("{:?}", requirements.diagnostics) };
        assert_eq!(diagnostic.code, "unreadable-use");
        assert_eq!(diagnostic.span.map(|span| requirements.sources.text(span).to_string()), Some("\"peple.schema\"".to_string()));
        assert_eq!(diagnostic.help.as_deref(), Some("Did you mean `people.schema`?"));
    }

    #[test]
    fn nothing_to_read_is_said_with_what_to_do() {
        let world = world(&[]);
        for (path, message) in [("missing.schema", "there is no `missing.schema`"), ("project", "`project` holds no `.schema` file")] {
            match Requirements::load(&world, &[PathBuf::from(path)]) {
                Err(LoadError::Nothing { message: said, .. }) => assert_eq!(said, message),
                other => panic!("{other:?}"),
            }
        }
    }
}
