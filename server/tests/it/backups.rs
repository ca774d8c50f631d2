//! Backups by the command, of a firm that is open: whole, equal, and nothing when damaged.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use axum::http::StatusCode;
use server::Config;
use store::queries::dump;
use tempfile::TempDir;

use crate::house::{House, Person, databases};
use crate::places::Places;
use crate::program::{done, kontor, refused};

/// A place for another installation beside the first.
fn elsewhere(config: &Config, folder: &TempDir) -> Config {
    Config {
        data: folder.path().join("restored"),
        database_schema: format!("restored_{}", uuid::Uuid::now_v7().simple()),
        ..config.clone()
    }
}

async fn stored(house: &House) -> BTreeMap<String, Vec<String>> {
    house.tenant.engine.store().read(dump::all).await.unwrap()
}

async fn furnished(database: Option<String>) -> (House, Person) {
    let house = House::open_in(database).await;
    let jana = house.jana().await;
    for module in house.modules() {
        let places = Places::furnish(&house, &jana, &module).await;
        let gone = house.record(&jana, &module, "Weg \\ \\N \u{1f600} ä").await;
        let comment = [("text", "zwei\nZeilen\tmit \\ und \\.\n\\.\nEnde")];
        house.post(&jana, &format!("{gone}/comments"), &comment).await;
        house.post(&jana, &format!("{gone}/trash"), &[]).await;
        assert_eq!(house.get(&jana, &places.address("/{modules}/{id}")).await.status, 200);
    }
    (house, jana)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_firm_equals_the_one_that_was_backed_up() {
    for database in databases() {
        let (house, jana) = furnished(database).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("firm.kontor");
        let name = file.to_str().unwrap();
        let said = done(&kontor(&house.config, &["backup", name]));
        let n_files = 2 * house.modules().len();
        assert!(said.contains(&format!("the database and {n_files} files")), "{said}");
        assert!(refused(&kontor(&house.config, &["backup", name])).contains("exists"));
        assert_eq!(leftovers(&house.config.data), Vec::<PathBuf>::new());
        let other = elsewhere(&house.config, &folder);
        done(&kontor(&other, &["restore", name]));
        let said = done(&kontor(&other, &["check"]));
        assert!(said.contains("0 faults found"), "{said}");
        let restored = House::enter(other.clone()).await;
        let followed = |mut all: BTreeMap<String, Vec<String>>| {
            let changes = all.remove("changes").unwrap();
            // What names the order of changes is no setting of a person.
            all.get_mut("settings").unwrap().retain(|row| !row.contains("feed_"));
            (all, changes.len())
        };
        let (before, n_changes) = followed(stored(&house).await);
        assert!(n_changes > 0);
        // Equal but for one thing: nobody follows the changes of other data from here.
        assert_eq!(followed(stored(&restored).await), (before, 0));
        for module in restored.modules() {
            let record = restored.record(&jana, &module, "Danach").await;
            assert_eq!(restored.get(&jana, &record).await.status, StatusCode::OK);
        }
        assert!(refused(&kontor(&other, &["restore", name])).contains("is not empty"));
        restored.tenant.engine.store().clone().erase().await.unwrap();
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

/// What a backup needed for itself in the folder of the data.
fn leftovers(data: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(data).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.to_string_lossy().contains("backup")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_of_one_moment_while_people_work() {
    for database in databases() {
        let (house, jana) = furnished(database).await;
        let (house, jana) = (Arc::new(house), Arc::new(jana));
        let before = stored(&house).await["accounts"].len();
        let work = Arc::new(Work::default());
        let working = tokio::spawn(save_on(house.clone(), jana, work.clone()));
        let folder = tempfile::tempdir().unwrap();
        let (config, inside) = (house.config.clone(), folder.path().to_owned());
        let seen = work.clone();
        let backups = tokio::task::spawn_blocking(move || {
            let file = |n: usize| inside.join(format!("{n}.kontor")).to_str().unwrap().to_owned();
            let mut n = 0;
            while n == 0 || seen.n_saved.load(Ordering::Relaxed) < 20 {
                n += 1;
                done(&kontor(&config, &["backup", &file(n)]));
            }
            file(n)
        });
        let last = backups.await.unwrap();
        work.is_over.store(true, Ordering::Relaxed);
        working.await.unwrap();
        let other = elsewhere(&house.config, &folder);
        done(&kontor(&other, &["restore", &last]));
        let said = done(&kontor(&other, &["check"]));
        assert!(said.contains("0 faults found"), "{said}");
        let restored = House::enter(other).await;
        assert!(stored(&restored).await["accounts"].len() > before);
        restored.tenant.engine.store().clone().erase().await.unwrap();
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

/// What somebody does meanwhile.
#[derive(Default)]
struct Work {
    n_saved: AtomicUsize,
    is_over: AtomicBool,
}

/// Saves organisations with files until it is over.
async fn save_on(house: Arc<House>, person: Arc<Person>, work: Arc<Work>) {
    let module = house.modules()[0].clone();
    while !work.is_over.load(Ordering::Relaxed) {
        let record = house.record(&person, &module, "Unterdessen").await;
        let file = ("neu.txt", "text/plain", b"neu".as_slice());
        house.upload(&person, &format!("{record}/files"), file).await;
        work.n_saved.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_changes_nothing() {
    for database in databases() {
        let (house, _jana) = furnished(database).await;
        let folder = tempfile::tempdir().unwrap();
        let whole = folder.path().join("firm.kontor");
        done(&kontor(&house.config, &["backup", whole.to_str().unwrap()]));
        let bytes = std::fs::read(&whole).unwrap();
        let other = elsewhere(&house.config, &folder);
        let damaged = folder.path().join("damaged.kontor");
        let try_it = |bytes: &[u8], what: &str| {
            std::fs::write(&damaged, bytes).unwrap();
            let said = refused(&kontor(&other, &["restore", damaged.to_str().unwrap()]));
            assert!(said.contains("cannot be restored"), "{what}: {said}");
            assert!(!other.data.exists(), "{what} left something in the folder");
        };
        for quarter in 1..4 {
            try_it(&bytes[..bytes.len() * quarter / 4], "a cut backup");
        }
        // A byte of the file of a record, of the list, and of the rows in between.
        let secret = bytes.windows(9).rposition(|some| some == crate::places::SECRET.as_bytes());
        let list = bytes.windows(8).rposition(|some| some == b"\"sha256\"");
        for at in [secret.unwrap(), list.unwrap() + 13, 600] {
            let mut broken = bytes.clone();
            broken[at] ^= 1;
            try_it(&broken, &format!("a backup with byte {at} of {} broken", bytes.len()));
        }
        try_it(b"no backup at all", "another file");
        try_it(b"", "an empty file");
        done(&kontor(&other, &["restore", whole.to_str().unwrap()]));
        House::enter(other).await.tenant.engine.store().clone().erase().await.unwrap();
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_belongs_to_its_kind_of_database() {
    let databases = databases();
    for (database, target) in databases.iter().zip(databases.iter().rev()) {
        let (house, _jana) = furnished(database.clone()).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("firm.kontor");
        done(&kontor(&house.config, &["backup", file.to_str().unwrap()]));
        let other = Config { database_url: target.clone(), ..elsewhere(&house.config, &folder) };
        let restored = kontor(&other, &["restore", file.to_str().unwrap()]);
        match (database, target) {
            (None, Some(_)) => assert!(refused(&restored).contains("of the embedded database")),
            (Some(_), None) => assert!(refused(&restored).contains("it is of PostgreSQL")),
            _ => drop(done(&restored)),
        }
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}
