//! Line budgets, with a list of exceptions that may only shrink; clippy.toml limits functions.

use crate::tree::{self, File};
use std::collections::BTreeMap;

const EXCEPTIONS: &str = "xtask/budget.txt";
const AREA_MODULE_LINES: usize = 1500;
const CRATE_LINES: usize = 12_000;
/// All SQL stands in one crate, see decisions 0014, 0022, 0024, 0026, 0030, 0033.
const LARGER: [(&str, usize); 1] = [("engine/store", 15_800)];

/// How many lines a file may have, when its kind has a budget.
fn limit(file: &File) -> Option<usize> {
    let (name, path) = (file.name(), &file.path);
    let (_, ending) = name.rsplit_once('.')?;
    let is_definition = path.starts_with("modules/") && path.contains("/src/");
    match ending {
        "rs" if name == "lib.rs" || name == "mod.rs" => Some(80),
        "rs" if file.is_test() => Some(600),
        "rs" => Some(400),
        "toml" if is_definition => Some(200),
        "css" => Some(350),
        "ts" if path.contains("/elements/") => Some(150),
        "ts" | "mjs" => Some(400),
        "md" if path.starts_with("docs/decisions/") => Some(40),
        "md" if path == "ARCHITECTURE.md" => Some(250),
        _ => None,
    }
}

fn is_measured(file: &File) -> bool {
    file.name() != "Cargo.toml"
}

/// What is measured, its lines and its limit.
type Measures = BTreeMap<String, (usize, usize)>;

fn measures(files: &[File]) -> Measures {
    let mut measures = Measures::new();
    for file in files.iter().filter(|file| is_measured(file)) {
        let lines = file.text.lines().count();
        if let Some(limit) = limit(file) {
            measures.insert(file.path.clone(), (lines, limit));
        }
        if !file.is_test() && file.path.ends_with(".rs") {
            let folder = file.crate_folder();
            let larger = LARGER.iter().find(|(name, _)| folder == Some(name));
            let most = larger.map_or(CRATE_LINES, |(_, most)| *most);
            add(&mut measures, folder, lines, most);
            add(&mut measures, area_module(&file.path), lines, AREA_MODULE_LINES);
        }
    }
    measures
}

fn add(measures: &mut Measures, folder: Option<&str>, lines: usize, limit: usize) {
    if let Some(folder) = folder {
        measures.entry(format!("{folder}/")).or_insert((0, limit)).0 += lines;
    }
}

// The folder of one module, such as `modules/contacts/src/person`.
fn area_module(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("modules/")?;
    let mut slashes = inside.match_indices('/').map(|(at, _)| at + "modules/".len());
    Some(&path[..slashes.nth(2)?])
}

fn check(measures: &Measures, exceptions: &BTreeMap<String, usize>) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, (lines, limit)) in measures {
        match exceptions.get(path) {
            None if limit < lines => {
                problems.push(format!("{path}: {lines} lines, at most {limit}"));
            }
            Some(_) if lines <= limit => {
                problems.push(format!("{path}: keeps its budget, remove it from {EXCEPTIONS}"));
            }
            Some(entry) if entry < lines => {
                problems.push(format!("{path}: grew from {entry} to {lines} lines"));
            }
            Some(entry) if lines * 10 <= entry * 9 => {
                problems.push(format!("{path}: {lines} lines, lower the entry in {EXCEPTIONS}"));
            }
            None | Some(_) => {}
        }
    }
    let gone = exceptions.keys().filter(|path| !measures.contains_key(*path));
    problems.extend(gone.map(|path| format!("{path}: gone, remove it from {EXCEPTIONS}")));
    problems
}

fn exceptions(text: &str) -> BTreeMap<String, usize> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (path, number) = line.rsplit_once(' ').expect("a line is `path number`");
            (path.to_owned(), number.parse().expect("a line ends in a number"))
        })
        .collect()
}

fn measured_files() -> Vec<File> {
    let folders = ["engine", "modules", "server", "xtask", "tests", "docs"];
    let mut files = tree::files(&folders, &[".rs", ".toml", ".css", ".ts", ".mjs", ".md"]);
    files.extend(tree::files(&["."], &["/ARCHITECTURE.md"]).into_iter().take(1));
    files
}

#[test]
fn files_modules_and_crates_keep_their_budgets() {
    let exceptions = exceptions(&tree::file(EXCEPTIONS).text);
    tree::assert_none(&check(&measures(&measured_files()), &exceptions));
}

#[test]
fn files_over_their_budget_are_found() {
    let file = |path: &str, lines: usize| File::sample(path, &"x\n".repeat(lines));
    let found = |files: &[File]| check(&measures(files), &BTreeMap::new()).len();
    assert_eq!(found(&[file("engine/x/src/a.rs", 401)]), 1);
    assert_eq!(found(&[file("engine/x/src/a.rs", 400)]), 0);
    assert_eq!(found(&[file("engine/x/src/lib.rs", 81)]), 1);
    assert_eq!(found(&[file("engine/x/tests/it/a.rs", 601)]), 1);
    assert_eq!(found(&[file("modules/x/src/y/y.toml", 201)]), 1);
    assert_eq!(found(&[file("engine/ui/assets/css/a.css", 351)]), 1);
    assert_eq!(found(&[file("engine/ui/assets/elements/a.ts", 151)]), 1);
    assert_eq!(found(&[file("docs/decisions/0001-a.md", 41)]), 1);
    let module: Vec<File> = (0..4).map(|n| file(&format!("modules/x/src/y/{n}.rs"), 390)).collect();
    assert_eq!(found(&module), 1);
}

#[test]
fn the_list_of_exceptions_may_only_shrink() {
    let lines = |lines: usize| measures(&[File::sample("engine/x/src/a.rs", &"x\n".repeat(lines))]);
    let list = exceptions("# why\nengine/x/src/a.rs 500\n");
    assert_eq!(check(&lines(500), &list).len(), 0);
    assert_eq!(check(&lines(460), &list).len(), 0);
    assert_eq!(check(&lines(501), &list).len(), 1);
    assert_eq!(check(&lines(449), &list).len(), 1);
    assert_eq!(check(&lines(390), &list).len(), 1);
    assert_eq!(check(&Measures::new(), &list).len(), 1);
}
