//! The bare statements behind a page, as somebody would write them by hand, straight through the
//! driver: what the page costs when nothing is done with the data.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls};

use crate::at;

/// One of the two databases.
pub enum Raw {
    Sqlite(Connection),
    Postgres(Runtime, Client),
}

impl Raw {
    pub fn sqlite(file: &Path) -> Self {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        Raw::Sqlite(Connection::open_with_flags(file, flags).expect("the database opens"))
    }

    pub fn postgres(url: &str) -> Self {
        let runtime = Runtime::new().expect("a runtime starts");
        let (client, connection) =
            runtime.block_on(tokio_postgres::connect(url, NoTls)).expect("PostgreSQL answers");
        runtime.spawn(connection);
        let path = "SET search_path = kontor, public";
        runtime.block_on(client.batch_execute(path)).expect("the schema is there");
        Raw::Postgres(runtime, client)
    }

    /// First column of a statement, as texts.
    pub fn texts(&mut self, statement: &str) -> Vec<String> {
        let statement = self.spelled(statement);
        match self {
            Raw::Sqlite(conn) => {
                let mut prepared = conn.prepare(&statement).expect("it is a statement");
                let rows = prepared.query_map([], |row| row.get(0)).expect("it runs");
                rows.map(|row| row.expect("it is a text")).collect()
            }
            Raw::Postgres(runtime, client) => {
                let rows = runtime.block_on(client.query(&statement, &[])).expect("it runs");
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// What makes a new id in a statement.
    pub fn new_id(&self) -> &'static str {
        match self {
            Raw::Sqlite(_) => "randomblob(16)",
            Raw::Postgres(..) => "gen_random_uuid()",
        }
    }

    /// Runs a statement that changes the data.
    pub fn change(&mut self, file: &Path, statement: &str) {
        match self {
            Raw::Sqlite(_) => {
                let conn = Connection::open(file).expect("the database opens");
                conn.execute_batch(statement).expect("it runs");
            }
            Raw::Postgres(runtime, client) => {
                runtime.block_on(client.batch_execute(statement)).expect("it runs");
            }
        }
    }

    /// Waits until the program has handed on what was written before.
    pub fn settle(&mut self) {
        let end = Instant::now() + Duration::from_secs(900);
        while self.texts("SELECT event FROM outbox LIMIT 1").pop().is_some() {
            assert!(Instant::now() < end, "events are not handed on");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Ids of some records.
    pub fn ids(&mut self, only: &str) -> Vec<String> {
        let id = self.id();
        self.texts(&format!("SELECT {id} FROM contacts WHERE 1 = 1{only} LIMIT 2000"))
    }

    /// Tells somebody of contacts so often, once; every tenth message is read.
    ///
    /// Making so many through the program would take an hour and give the same rows.
    pub fn add_messages(&mut self, file: &Path, (login, n): (&str, u64)) {
        let told = self.texts("SELECT mark FROM messages WHERE mark LIKE 'bench/%' LIMIT 1");
        if !told.is_empty() {
            return;
        }
        let new = self.new_id();
        let statement = format!(
            "WITH RECURSIVE told(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM told \
             WHERE n + 1 < {n}), \
             known AS (SELECT id, row_number() OVER (ORDER BY row) - 1 AS place, \
             COUNT(*) OVER () AS size FROM contacts), \
             present AS (SELECT MAX(modified_at) AS at FROM contacts) \
             INSERT INTO messages (id, user_id, mark, kind, module, subject_id, at, actor_id, \
             version, is_read, changed_at, detail) \
             SELECT {new}, users.id, 'bench/' || n, 'assigned', 'contact', known.id, \
             present.at - n * 1000, NULL, 1, CASE WHEN n % 10 = 9 THEN 1 ELSE 0 END, \
             present.at - n * 1000, '' FROM told JOIN known ON known.place = told.n % known.size \
             JOIN users ON users.login = '{login}' CROSS JOIN present"
        );
        self.change(file, &format!("{statement}; ANALYZE messages"));
    }

    /// The place of a message so far down the open ones of a user, as an address writes it.
    pub fn message(&mut self, user: &str, place: u64) -> String {
        let id = self.id();
        let statement = format!(
            "SELECT at || '.' || {id} FROM messages WHERE user_id = {user} AND is_read = 0 \
             ORDER BY at DESC, id DESC LIMIT 1 OFFSET {place}"
        );
        self.texts(&statement).pop().expect("there is a message in the middle")
    }

    /// The id of a user as a statement writes it.
    pub fn user(&mut self, login: &str) -> String {
        let id = self.id();
        let found = self.texts(&format!("SELECT {id} FROM users WHERE login = '{login}'"));
        format!("x'{}'", found[0].replace('-', ""))
    }

    /// An id as addresses write it.
    pub fn id(&self) -> &'static str {
        match self {
            Raw::Sqlite(_) => {
                "lower(substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || \
                 substr(hex(id), 13, 4) || '-' || substr(hex(id), 17, 4) || '-' || \
                 substr(hex(id), 21))"
            }
            Raw::Postgres(..) => "id::text",
        }
    }

    /// The place of a record so far down the list by title.
    pub fn cursor(&mut self, place: u64, only: &str) -> String {
        let hex = match self {
            Raw::Sqlite(_) => "lower(hex(title_sort))",
            Raw::Postgres(..) => "encode(title_sort, 'hex')",
        };
        let statement = format!(
            "SELECT 'b' || {hex} || '.' || row FROM contacts WHERE trashed_at IS NULL{only} \
             ORDER BY title_sort, row LIMIT 1 OFFSET {place}"
        );
        self.texts(&statement).pop().expect("there is a place in the middle")
    }

    /// Milliseconds that all statements take together, p50 of two hundred.
    pub fn time(&mut self, statements: &[String]) -> f64 {
        let ours: Vec<String> = statements.iter().map(|text| self.spelled(text)).collect();
        let mut times: Vec<f64> = (0..200)
            .map(|_| {
                let begun = Instant::now();
                ours.iter().for_each(|statement| self.run(statement));
                begun.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        at(&times, 0.5)
    }

    /// Ids and bytes are written differently.
    fn spelled(&self, statement: &str) -> String {
        match self {
            Raw::Sqlite(_) => statement.to_owned(),
            Raw::Postgres(..) => statement.replace("id = x'", "id = '").replace("(x'", "('\\x"),
        }
    }

    /// Runs a statement once and reads all it gives.
    pub fn once(&mut self, statement: &str) {
        let statement = self.spelled(statement);
        self.run(&statement);
    }

    fn run(&mut self, statement: &str) {
        match self {
            Raw::Sqlite(conn) => {
                let mut prepared = conn.prepare_cached(statement).expect("it is a statement");
                let width = prepared.column_count();
                let mut rows = prepared.query([]).expect("it runs");
                while let Some(row) = rows.next().expect("it goes on") {
                    for at in 0..width {
                        std::hint::black_box(row.get_ref(at).expect("it has this column"));
                    }
                }
            }
            Raw::Postgres(runtime, client) => {
                let rows = runtime.block_on(client.query_typed(statement, &[])).expect("it runs");
                std::hint::black_box(rows);
            }
        }
    }
}

/// Whom the session belongs to, and what the frame shows.
fn frame() -> Vec<String> {
    [
        "SELECT * FROM sessions LIMIT 1",
        "SELECT * FROM users LIMIT 1",
        "SELECT * FROM views WHERE module = 'contact' ORDER BY position",
        "SELECT * FROM favourites LIMIT 20",
        "SELECT * FROM settings WHERE key = 'firm'",
        "SELECT * FROM users",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Everything that a list page reads.
pub fn list_page(sort: &str, only: &str) -> Vec<String> {
    let rows = format!("FROM contacts WHERE trashed_at IS NULL{only} ORDER BY {sort} LIMIT 51");
    let linked = format!("SELECT account_id {rows}");
    let mut all = frame();
    all.push(format!("SELECT * {rows}"));
    all.push(format!("SELECT id, title FROM accounts WHERE id IN ({linked})"));
    all
}

/// Everything that a board of open opportunities reads.
pub fn board() -> Vec<String> {
    let mut all = frame();
    for stage in STAGES {
        let only = format!("trashed_at IS NULL AND stage = '{stage}'");
        all.push(format!(
            "SELECT * FROM opportunities WHERE {only} ORDER BY close_on_sort, row LIMIT 26"
        ));
    }
    for sum in ["amount", "weighted"] {
        all.push(format!(
            "SELECT stage, {sum}_currency, COUNT(*), SUM({sum}) FROM opportunities \
             WHERE trashed_at IS NULL GROUP BY 1, 2"
        ));
    }
    all
}

const STAGES: [&str; 5] =
    ["qualification", "needs_analysis", "proposal", "negotiation", "verbal_commitment"];

/// The condition of a page that begins at a cursor.
pub fn beyond(cursor: &str) -> String {
    let (key, row) = cursor.trim_start_matches('b').rsplit_once('.').expect("it is a cursor");
    format!(" AND (title_sort, row) > (x'{key}', {row})")
}

/// Everything that a page of open messages reads, from a place on.
pub fn messages(user: &str, beyond: &str) -> Vec<String> {
    let open = format!("FROM messages WHERE user_id = {user} AND is_read = 0{beyond}");
    let page = format!("{open} ORDER BY at DESC, id DESC LIMIT 50");
    let mut all = frame();
    all.push(format!("SELECT * {page}"));
    all.push(format!("SELECT id, title FROM contacts WHERE id IN (SELECT subject_id {page})"));
    all.push(unread(user));
    all
}

/// The number of open messages, as far as it is shown.
pub fn unread(user: &str) -> String {
    format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM messages WHERE user_id = {user} AND is_read = 0 \
         ORDER BY at DESC, id DESC LIMIT 100) few"
    )
}

/// The condition of a page of messages that begins at a place.
pub fn before(place: &str) -> String {
    let (at, _) = place.split_once('.').expect("it is a place");
    format!(" AND at < {at}")
}

/// Everything that a record page reads.
pub fn record_page(id: &str) -> Vec<String> {
    let id = format!("x'{}'", id.replace('-', ""));
    let mut all = frame();
    all.push(format!("SELECT * FROM contacts WHERE id = {id}"));
    for table in ["history", "comments", "files", "tags", "followers"] {
        all.push(format!("SELECT * FROM {table} WHERE record_id = {id} LIMIT 30"));
    }
    all.push(format!("SELECT * FROM relations WHERE from_id = {id} LIMIT 30"));
    all.push(format!("SELECT * FROM relations WHERE to_id = {id} LIMIT 30"));
    all.push(format!(
        "SELECT id, title FROM contacts WHERE trashed_at IS NULL AND reports_to_id = {id} LIMIT 6"
    ));
    all
}
