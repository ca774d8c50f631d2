//! Copying and verifying a database file while it is in use.

use std::path::Path;

use kernel::{Error, Result};
use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::conn::{Access, fault, open};

const PAGES: i32 = 2000;

/// Copies a database to a new file; writers go on meanwhile.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        return Err(Error::conflict("file_exists"));
    }
    let source = open(from, Access::Read)?;
    let mut target = Connection::open(to).map_err(fault)?;
    let backup = Backup::new(&source, &mut target).map_err(fault)?;
    backup.run_to_completion(PAGES, std::time::Duration::ZERO, None).map_err(fault)?;
    drop(backup);
    target.close().map_err(|(_, error)| fault(error))?;
    let synced = std::fs::File::open(to).and_then(|file| file.sync_all());
    synced.map_err(Error::internal)
}

/// What SQLite itself finds wrong with a file; nothing when it is sound.
pub fn verify(path: &Path) -> Result<Vec<String>> {
    let conn = open(path, Access::Write)?;
    let mut statement = conn.prepare("PRAGMA integrity_check").map_err(fault)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(fault)?;
    let said: Vec<String> = rows.collect::<rusqlite::Result<_>>().map_err(fault)?;
    let mut faults: Vec<String> = said.into_iter().filter(|line| line != "ok").collect();
    let search = "INSERT INTO search_docs(search_docs) VALUES ('integrity-check')";
    if let Err(error) = conn.execute(search, []) {
        faults.push(format!("search: {error}"));
    }
    Ok(faults)
}
