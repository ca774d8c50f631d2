//! The lists of real life, on both databases.

use testkit::scenario;
use transfer::options::UnknownChoice;
use transfer::undo_now;

use crate::club;
use crate::stage::{Stage, shown};

scenario!(club::setting(), every_row_of_every_list_is_accounted_for, async |scene| {
    let Ok(data) = std::env::var("KONTOR_TEST_DATA") else {
        eprintln!("not run: KONTOR_TEST_DATA names no folder with data/csv");
        return;
    };
    let admin = scene.as_admin().await;
    let folder = std::fs::read_dir(format!("{data}/data/csv")).expect("the folder of the lists");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let tables = ["members", "clubs", "lookup_keys"];
    let empty = scene.dump(&tables).await;
    let (mut shown_all, mut runs) = (Vec::new(), Vec::new());
    for path in paths {
        let bytes = std::fs::read(&path).expect("a file");
        let is_club = bytes.starts_with(b"Organisationsname") || bytes.starts_with(b"Name;");
        let module = if is_club { "club" } else { "member" };
        let mut stage = Stage::new(&admin, module, &bytes);
        stage.options.unknown_choice = UnknownChoice::Leave;
        let rows = transfer::count(&club::module(module), &stage.source, &stage.options)
            .expect("rows are counted");
        let (run, tally) = stage.import(&admin).await;
        assert_eq!(tally.rows(), rows, "{}", path.display());
        runs.push(run);
        shown_all.push(format!("{module} {rows} rows: {}", shown(tally)));
    }
    expect_test::expect![[r#"
        club 6 rows: created 1, updated 0, skipped 0, refused 4, blank 1, linked 0
        member 400 rows: created 399, updated 0, skipped 0, refused 1, blank 0, linked 273
        member 800 rows: created 528, updated 0, skipped 0, refused 272, blank 0, linked 465
        club 1200 rows: created 806, updated 0, skipped 394, refused 0, blank 0, linked 0
        member 3250 rows: created 2605, updated 0, skipped 638, refused 7, blank 0, linked 0"#]]
    .assert_eq(&shown_all.join("\n"));
    for run in runs.into_iter().rev() {
        let (_, kept) = undo_now(&admin, run).await.expect("the import is taken back");
        assert_eq!(kept, 0);
    }
    assert_eq!(scene.dump(&tables).await, empty);
});
