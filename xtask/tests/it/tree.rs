//! The files of the workspace, as the checkers see them.

use std::path::{Path, PathBuf};

/// One text file and where it stands, counted from the workspace.
pub struct File {
    /// The path with `/`, for example `engine/kernel/src/lib.rs`.
    pub path: String,
    /// Everything in it.
    pub text: String,
}

impl File {
    /// A made-up file for a bad sample.
    pub fn sample(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().expect("a path has a last part")
    }

    /// Whether it holds nothing but tests.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.starts_with("tests/")
            || self.name() == "tests.rs"
    }

    /// The crate's folder, for example `engine/kernel`, when it belongs to one.
    pub fn crate_folder(&self) -> Option<&str> {
        let depth = match self.path.split('/').next()? {
            "engine" | "modules" => 2,
            "server" | "xtask" => 1,
            _ => return None,
        };
        let (end, _) = self.path.match_indices('/').nth(depth - 1)?;
        Some(&self.path[..end])
    }
}

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// All files under `folders` whose names end in one of `endings`, in the order of their paths.
pub fn files(folders: &[&str], endings: &[&str]) -> Vec<File> {
    let mut paths = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut paths);
    }
    paths.sort();
    paths
        .into_iter()
        .filter(|path| endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)))
        .map(|path| read(&path))
        .collect()
}

/// One file that must be there.
pub fn file(path: &str) -> File {
    read(&root().join(path))
}

/// All Rust files that we wrote.
pub fn rust() -> Vec<File> {
    files(&["engine", "modules", "server", "xtask"], &[".rs"])
}

/// Fails with one line for each problem.
pub fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems:\n{}\n", problems.len(), problems.join("\n"));
}

fn read(path: &Path) -> File {
    let text = std::fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
    let relative = path.strip_prefix(root()).expect("only files of the workspace are read");
    File { path: relative.to_string_lossy().into_owned(), text }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if !path.is_dir() {
            paths.push(path);
        } else if !is_foreign(&entry.file_name().to_string_lossy()) {
            collect(&path, paths);
        }
    }
}

fn is_foreign(folder: &str) -> bool {
    ["node_modules", "dist", "target", ".git"].contains(&folder)
}

#[test]
fn the_tree_holds_our_files_and_no_foreign_ones() {
    let files = files(&["engine", "xtask"], &[".rs", ".toml"]);
    assert!(files.iter().any(|file| file.path == "engine/kernel/src/lib.rs"));
    assert!(files.iter().any(|file| file.path == "xtask/tests/it/tree.rs"));
    assert!(!files.iter().any(|file| file.path.contains("node_modules")));
}

#[test]
fn the_crate_of_a_file_is_its_folder() {
    let folder = |path| File::sample(path, "").crate_folder().map(str::to_owned);
    assert_eq!(folder("engine/kernel/src/a/b.rs").as_deref(), Some("engine/kernel"));
    assert_eq!(folder("server/src/main.rs").as_deref(), Some("server"));
    assert_eq!(folder("tests/e2e/one.mjs"), None);
}
