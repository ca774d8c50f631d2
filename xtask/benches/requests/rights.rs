//! What rights cost: many people in a tree of roles, private records, rules and shares. Somebody
//! who reaches a thousandth, a tenth and all of the records is compared with the administrator.

use std::time::Instant;

use crate::client::{Client, Request, Session, get};
use crate::program::{ADMINISTRATOR, Program};
use crate::raw::Raw;
use crate::{at, spell};

/// People besides those who are measured.
const PEOPLE: u64 = 496;
/// Roles below the highest.
const ROLES: u64 = 59;
/// Sharing rules.
const RULES: u64 = 200;
/// Records shared with each of those who are measured.
const SHARES: u64 = 50;

/// Who is measured, with what they reach.
const MEASURED: [(&str, &str); 3] = [("anna", "0.1 %"), ("bela", "10 %"), ("carla", "100 %")];

/// Makes the firm once, then measures.
pub fn run(size: u64, postgres: Option<String>) {
    let program = Program::find_named("rights", size, postgres.clone());
    let open = || match &postgres {
        None => Raw::sqlite(&program.file()),
        Some(url) => Raw::postgres(url),
    };
    if program.has_no_users() {
        program.add_user(ADMINISTRATOR, &["--admin"]);
        MEASURED.iter().for_each(|(name, _)| program.add_user(name, &[]));
        furnish(&mut open(), &program, &["UPDATE users SET is_active = 0 WHERE login = 'anna'"]);
        people(&mut open(), &program);
        program.seed(size / 2);
        furnish(&mut open(), &program, &["UPDATE users SET is_active = 1 WHERE login = 'anna'"]);
        program.seed(size / 2);
        shares(&mut open(), &program);
    }
    let mut raw = open();
    settle_anna(&mut raw, &program);
    let _server = program.serve();
    raw.settle();
    let admin = Session::sign_in(ADMINISTRATOR);
    println!(
        "{:<10} {:<14} {:>8} {:>8} {:>8} {:>8} {:>7}",
        "", "", "p50 1", "p99 1", "p50 8", "p99 8", "ratio"
    );
    let first = measure(&admin, &mut raw, (ADMINISTRATOR, "administrator"), None);
    for (name, share) in MEASURED {
        let session = Session::sign_in(name);
        measure(&session, &mut raw, (name, share), Some(&first));
    }
    change(&admin, &mut raw);
}

/// Runs statements on the data while no program does.
fn furnish(raw: &mut Raw, program: &Program, statements: &[&str]) {
    for statement in statements {
        raw.change(&program.file(), statement);
    }
}

/// Numbers from 1, as a table.
fn numbers(n: u64) -> String {
    format!("WITH RECURSIVE all_n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM all_n WHERE n < {n})")
}

/// The id of a role, as a statement finds it.
fn role(name: &str) -> String {
    format!("(SELECT id FROM roles WHERE name = {name})")
}

/// People, roles, private modules and rules, all at once.
///
/// The tenth that bela reaches stands in the second role, below the first.
fn people(raw: &mut Raw, program: &Program) {
    let new = raw.new_id();
    let m = ROLES - 3;
    let roles = "INSERT INTO roles (id, name, parent_id, strength, version)";
    let rules = "INSERT INTO sharing_rules (id, module, from_kind, from_id, to_kind, to_id, level)";
    let users = "INSERT INTO users (id, login, name, is_admin, is_active, sees, language, theme, \
                 density, created_at, version, role_id)";
    let (top, first) = (role("'r0'"), role("'r1'"));
    let place = role(&format!("'r' || CASE WHEN n < 50 THEN 2 ELSE 3 + n % {m} END"));
    let from = role(&format!("'r' || (3 + n % {m})"));
    let to = role(&format!("'r' || (3 + (n * 7) % {m})"));
    let last = role(&format!("'r{ROLES}'"));
    let statements = [
        format!(
            "INSERT INTO profiles (id, name, about, body, version) \
             VALUES ({new}, 'all', '', '{{}}', 1)"
        ),
        format!("{roles} VALUES ({new}, 'r0', NULL, 'password', 1)"),
        format!(
            "{} {roles} SELECT {new}, 'r' || n, {top}, 'password', 1 FROM all_n",
            numbers(ROLES)
        ),
        "INSERT INTO role_profiles (role_id, profile_id) SELECT roles.id, profiles.id \
         FROM roles CROSS JOIN profiles"
            .into(),
        format!("UPDATE roles SET parent_id = {first} WHERE name = 'r2'"),
        format!(
            "{} {users} SELECT {new}, 'user' || n, 'Mensch ' || n, 0, 1, 'all', 'de', 'system', \
             'standard', 0, 1, {place} FROM all_n",
            numbers(PEOPLE)
        ),
        format!("UPDATE users SET role_id = {top} WHERE login IN ('{ADMINISTRATOR}', 'carla')"),
        format!("UPDATE users SET role_id = {first} WHERE login = 'bela'"),
        format!("UPDATE users SET role_id = {last} WHERE login = 'anna'"),
        format!(
            "{rules} SELECT {new}, 'contact', 'role', id, 'role', id, 'delete' FROM roles \
             WHERE name = 'r0'"
        ),
        format!(
            "{} {rules} SELECT {new}, 'contact', 'role', {from}, 'role', {to}, 'read' FROM all_n",
            numbers(RULES - 1)
        ),
        "INSERT INTO settings (key, value) VALUES ('house_mark', 'bench') \
         ON CONFLICT (key) DO UPDATE SET value = 'bench'"
            .into(),
    ];
    let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
    furnish(raw, program, &statements);
}

/// Puts back the role that a run before changed.
fn settle_anna(raw: &mut Raw, program: &Program) {
    let last = role(&format!("'r{ROLES}'"));
    let back = format!("UPDATE users SET role_id = {last} WHERE login = 'anna'");
    let mark = "UPDATE settings SET value = 'again' WHERE key = 'house_mark'";
    furnish(raw, program, &[&back, mark]);
}

/// Private modules, and single records shared with those who are measured.
fn shares(raw: &mut Raw, program: &Program) {
    let statements = [
        "INSERT INTO sharing_defaults (module, level) \
         VALUES ('contact', 'private'), ('account', 'private')"
            .into(),
        format!(
            "INSERT INTO grants (record_id, principal_id, module, level, at) SELECT c.id, u.id, \
             'contact', 1, 0 FROM users u JOIN (SELECT id, row FROM contacts ORDER BY row LIMIT \
             {SHARES}) c ON 1 = 1 WHERE u.login IN ('anna', 'bela', 'carla')"
        ),
        "INSERT INTO grantees (principal_id, module) \
         SELECT DISTINCT principal_id, module FROM grants"
            .into(),
        "UPDATE settings SET value = 'shared' WHERE key = 'house_mark'".into(),
    ];
    let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
    furnish(raw, program, &statements);
}

/// Medians of what somebody asks for, beside those of the administrator.
fn measure(
    session: &Session,
    raw: &mut Raw,
    (login, label): (&str, &str),
    first: Option<&[f64]>,
) -> Vec<f64> {
    let user = raw.user(login);
    let ids = raw.ids(&format!(" AND owner_id = {user}"));
    let words = raw.texts("SELECT last_name_fold FROM contacts LIMIT 2000");
    let word = |n: usize| words[n % words.len()].replace(' ', "+");
    let asked: [(&str, Box<crate::Asking<'_>>); 6] = [
        ("list", Box::new(|_| get("/contacts".into()))),
        ("list, by date", Box::new(|_| get("/contacts?sort=-modified_at".into()))),
        ("count", Box::new(|_| get("/api/v1/contacts?limit=1&count=true".into()))),
        ("search", Box::new(|n| get(format!("/search?q={}", word(n))))),
        ("palette", Box::new(|n| get(format!("/search/palette?q={}", word(n))))),
        ("record", Box::new(|n| get(format!("/contacts/{}", ids[n % ids.len()])))),
    ];
    let mut medians = Vec::new();
    for (at_n, (name, request)) in asked.iter().enumerate() {
        // What nobody read for hours comes from the disk; that is no part of what rights cost.
        drop(spell(session, 8, request.as_ref()));
        let [one, eight] = [1, 8].map(|clients| spell(session, clients, request.as_ref()));
        let median = at(&one, 0.5);
        let ratio = first.map_or(1.0, |first| median / first[at_n]);
        println!(
            "{label:<10} {name:<14} {median:>8.2} {:>8.2} {:>8.2} {:>8.2} {ratio:>7.1}",
            at(&one, 0.99),
            at(&eight, 0.5),
            at(&eight, 0.99)
        );
        medians.push(median);
    }
    medians
}

/// A change of somebody's role holds with their next request, and touches no record.
fn change(admin: &Session, raw: &mut Raw) {
    let anna = Session::sign_in("anna");
    let user = raw.user("anna");
    let id = raw.texts(&format!("SELECT {} FROM users WHERE id = {user}", raw.id())).remove(0);
    let role = raw.texts(&format!("SELECT {} FROM roles WHERE name = 'r1'", raw.id())).remove(0);
    let changed = "SELECT CAST(MAX(modified_at) AS TEXT) FROM contacts";
    let (before, reached) = (raw.texts(changed), count(&anna));
    let mut client = Client::open(&admin.cookie);
    let version = raw.texts("SELECT CAST(version AS TEXT) FROM users WHERE login = 'anna'");
    let begun = Instant::now();
    let request = Request {
        method: "POST",
        path: format!("/settings/users/{id}"),
        body: format!(
            "csrf={}&version={}&login=anna&name=anna&language=de&role={role}",
            admin.csrf, version[0]
        ),
        coding: "gzip",
    };
    let status = client.ask(&request).status;
    assert!(status < 400, "the change of a role answered {status}");
    let now = count(&anna);
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    assert_ne!(reached, now, "the change of a role has no effect");
    assert_eq!(before, raw.texts(changed), "the change of a role touched records");
    println!("a change of a role held after {took:.0} ms: {reached} became {now}");
}

/// How many contacts somebody reaches, as far as the interface counts.
fn count(session: &Session) -> String {
    let request =
        Request { coding: "identity", ..get("/api/v1/contacts?limit=1&count=true".into()) };
    let answer = Client::open(&session.cookie).ask(&request);
    let text = String::from_utf8_lossy(&answer.content).into_owned();
    let (_, rest) = text.split_once("\"count\":").expect("the answer counts");
    rest.split([',', '}']).next().unwrap_or_default().to_owned()
}
