//! The dependency rule as a table: a new edge is a reviewed change here.

use crate::tree;

/// Each crate with the crates of ours that it may use, bottom to top.
const EDGES: [(&str, &[&str]); 56] = [
    ("kernel", &[]),
    // The language of formulas, which knows names and types only.
    ("formula", &["kernel"]),
    ("catalog", &["formula", "kernel"]),
    ("access", &["catalog", "kernel"]),
    // How statements are written; for `store` alone.
    ("sql", &["kernel"]),
    ("store", &["sql", "access", "catalog", "kernel"]),
    // Seals over the history, which know nothing of who acts.
    ("seals", &["store", "access", "catalog", "kernel"]),
    ("ui", &["catalog", "kernel"]),
    // Charts as SVG.
    ("chart", &[]),
    // Maps as SVG.
    ("atlas", &["kernel"]),
    // Pages around the sign-in, in the frame of `ui`.
    ("entrance", &["ui", "kernel"]),
    // Pages of the settings, apart because there are many.
    ("panel", &["ui", "kernel"]),
    // Pages around lists, apart for the same reason.
    ("sheets", &["ui", "catalog", "kernel"]),
    // Secrets that are read again, sealed.
    ("vault", &["kernel"]),
    // Passkeys, judged apart from who has which.
    ("passkey", &["kernel"]),
    // Pictures of people, unpacked apart from everything else.
    ("portrait", &["kernel"]),
    // Documents on paper, set by Typst, which nothing else names.
    ("print", &["kernel"]),
    ("mail", &[]),
    ("outbound", &[]),
    ("records", &["seals", "store", "access", "catalog", "formula", "kernel"]),
    // What other records have to do with one.
    ("around", &["records", "access", "catalog", "kernel"]),
    // Comments, tags and files hang on records and are seen by whoever sees the record.
    ("social", &["records", "store", "access", "catalog", "kernel"]),
    ("jobs", &["records", "social", "store", "access", "catalog", "kernel"]),
    // Letters about messages: what they say is drawn by `ui` and leaves by `mail`.
    ("digests", &["jobs", "mail", "records", "social", "sheets", "store", "ui", "kernel"]),
    // Other programs are told what happened: rows of its own in the transaction of the relay.
    ("hooks", &["jobs", "outbound", "vault", "records", "store", "access", "catalog", "kernel"]),
    ("bulk", &["jobs", "records", "access", "catalog", "kernel"]),
    // Records that are one: found, told apart, made one.
    ("twins", &["jobs", "records", "store", "access", "catalog", "kernel"]),
    // Mappings and files that are kept for people are rows of its own.
    ("transfer", &["jobs", "records", "social", "store", "access", "catalog", "formula", "kernel"]),
    // The door to users, sessions and tokens, see decision 0004.
    (
        "identity",
        &[
            "jobs", "records", "store", "vault", "passkey", "portrait", "access", "catalog",
            "kernel",
        ],
    ),
    // Sign-in by the word of others, asked under the rules for outgoing connections.
    (
        "federation",
        &[
            "identity", "jobs", "outbound", "vault", "records", "store", "access", "catalog",
            "kernel",
        ],
    ),
    // Letters with a link that opens the sign-in once.
    ("letters", &["identity", "digests", "entrance", "jobs", "mail", "records", "ui", "kernel"]),
    // What administrators shape, as acts of changes to the catalog.
    ("studio", &["records", "catalog", "formula", "kernel"]),
    // Moving in from another house, whose web service is asked.
    (
        "moving",
        &[
            "jobs", "outbound", "vault", "transfer", "social", "studio", "records", "store",
            "access", "catalog", "kernel",
        ],
    ),
    // Page models made of records, texts and rights.
    (
        "present",
        &[
            "transfer", "twins", "bulk", "jobs", "around", "social", "records", "sheets", "chart",
            "atlas", "ui", "access", "catalog", "kernel",
        ],
    ),
    // Who comes and how pages answer, below all pages.
    (
        "visit",
        &[
            "present",
            "federation",
            "identity",
            "bulk",
            "social",
            "records",
            "outbound",
            "entrance",
            "ui",
            "access",
            "kernel",
        ],
    ),
    // The settings, beside the pages of daily work.
    (
        "settings",
        &[
            "visit",
            "present",
            "federation",
            "identity",
            "transfer",
            "bulk",
            "hooks",
            "moving",
            "jobs",
            "social",
            "studio",
            "records",
            "entrance",
            "panel",
            "ui",
            "access",
            "catalog",
            "kernel",
        ],
    ),
    // Pages for whoever holds the link of a record.
    ("guest", &["visit", "present", "records", "ui", "catalog", "kernel"]),
    (
        "web",
        &[
            "settings", "guest", "visit", "present", "identity", "transfer", "twins", "bulk",
            "jobs", "around", "social", "records", "panel", "sheets", "ui", "access", "catalog",
            "kernel",
        ],
    ),
    (
        "api",
        &[
            "identity", "transfer", "twins", "jobs", "social", "records", "access", "catalog",
            "kernel",
        ],
    ),
    // The older web service counts requests and finds files as the other side for programs does.
    ("webservice", &["api", "identity", "vault", "records", "access", "catalog", "kernel"]),
    ("testkit", &["records", "store", "access", "catalog", "kernel"]),
    ("contacts", &["jobs", "records", "ui", "catalog", "kernel"]),
    ("activity", &["contacts", "jobs", "around", "records", "ui", "catalog", "kernel"]),
    // Electronic invoices, which know no records.
    ("einvoice", &["kernel"]),
    ("goods", &["activity", "contacts", "records", "catalog", "kernel"]),
    (
        "sales",
        &["goods", "activity", "contacts", "jobs", "around", "records", "ui", "catalog", "kernel"],
    ),
    // What papers of the trade look like; whoever writes one says what it says.
    ("paper", &["print", "kernel"]),
    // Templates of papers that a house writes; what documents say is no business of theirs.
    (
        "stationery",
        &[
            "goods", "activity", "contacts", "paper", "print", "social", "records", "catalog",
            "kernel",
        ],
    ),
    // Files to and from banks, apart from what is booked.
    ("banking", &["kernel"]),
    // Files for DATEV, apart from who decides what is booked.
    ("datev", &["kernel"]),
    // What late payment costs by law, apart from whose is late.
    ("arrears", &["goods", "kernel"]),
    (
        "billing",
        &[
            "arrears",
            "stationery",
            "sales",
            "goods",
            "activity",
            "contacts",
            "paper",
            "einvoice",
            "banking",
            "datev",
            "print",
            "jobs",
            "social",
            "records",
            "ui",
            "catalog",
            "kernel",
        ],
    ),
    // What our bank is asked to do.
    (
        "sepa",
        &[
            "billing",
            "stationery",
            "sales",
            "goods",
            "activity",
            "contacts",
            "paper",
            "banking",
            "records",
            "catalog",
            "kernel",
        ],
    ),
    // What customers have of us.
    (
        "support",
        &[
            "billing",
            "stationery",
            "sales",
            "goods",
            "activity",
            "contacts",
            "records",
            "catalog",
            "kernel",
        ],
    ),
    // Documents that leave by mail, and what became of that.
    (
        "mailing",
        &[
            "billing",
            "stationery",
            "sales",
            "goods",
            "activity",
            "contacts",
            "access",
            "jobs",
            "mail",
            "social",
            "records",
            "catalog",
            "kernel",
        ],
    ),
    ("xtask", &["catalog", "kernel"]),
];

/// The one crate that sees all others.
const WIRES: &str = "server";

/// The one crate whose benchmarks compare with the bare drivers; nothing of it is shipped.
const MEASURES: &str = "xtask";

/// Foreign packages that only the named crates of ours may use; `server` and tests may use all
/// but the drivers.
const RESERVED: [(&str, &[&str]); 16] = [
    ("rusqlite", &["store"]),
    ("tokio-postgres", &["store"]),
    ("socket2", &["store"]),
    ("axum", &["visit", "settings", "guest", "web", "api", "webservice"]),
    ("hyper", &["web", "api", "outbound"]),
    ("tower", &["web", "api"]),
    (
        "maud",
        &[
            "ui", "entrance", "panel", "sheets", "chart", "atlas", "present", "visit", "settings",
            "guest", "web", "contacts",
        ],
    ),
    ("argon2", &["identity"]),
    ("csv", &["transfer"]),
    ("lettre", &["mail"]),
    ("ldap3", &["federation"]),
    ("openidconnect", &["federation"]),
    ("typst", &["print"]),
    ("typst-layout", &["print"]),
    ("typst-pdf", &["print"]),
    ("typst-svg", &["print"]),
];

/// Where a dependency is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Shipped,
    Test,
}

/// One line of a `Cargo.toml`: who uses what, and where.
#[derive(Debug)]
struct Edge {
    user: String,
    used: String,
    section: Section,
}

fn check(edge: &Edge) -> Option<String> {
    let Edge { user, used, section } = edge;
    let is_ours = used == WIRES || EDGES.iter().any(|(name, _)| name == used);
    if user == WIRES {
        let told = || format!("{user} -> {used}: only store names a driver");
        return is_driver(used).then(told);
    }
    if user == MEASURES && *section == Section::Test && is_driver(used) {
        return None;
    }
    let Some((_, may_use)) = EDGES.iter().find(|(name, _)| name == user) else {
        return Some(format!("{user} stands in no line of the table"));
    };
    let may_test = *section == Section::Test
        && (used == "testkit" || is_sample(user, used) || !is_ours && !is_driver(used));
    let is_allowed = if is_ours {
        may_use.contains(&used.as_str())
    } else {
        RESERVED
            .iter()
            .find(|(name, _)| name == used)
            .is_none_or(|(_, users)| users.contains(&user.as_str()))
    };
    (!is_allowed && !may_test).then(|| format!("{user} -> {used} is no allowed edge"))
}

/// The tests of `ui` draw pages that stand in a crate above it, too, and judge their markup.
fn is_sample(user: &str, used: &str) -> bool {
    user == "ui" && used == "sheets"
}

fn is_driver(package: &str) -> bool {
    RESERVED.iter().any(|(name, users)| *name == package && *users == ["store"])
}

fn edges(manifest: &str) -> Vec<Edge> {
    let manifest: toml::Table = manifest.parse().expect("cargo has read it as well");
    let user = manifest["package"]["name"].as_str().expect("a package has a name").to_owned();
    let sections = [
        ("dependencies", Section::Shipped),
        ("build-dependencies", Section::Shipped),
        ("dev-dependencies", Section::Test),
    ];
    let mut edges = Vec::new();
    for (title, section) in sections {
        let table = manifest.get(title).and_then(toml::Value::as_table);
        for used in table.into_iter().flat_map(toml::Table::keys) {
            edges.push(Edge { user: user.clone(), used: used.clone(), section });
        }
    }
    edges
}

#[test]
fn crates_use_only_what_lies_below_them() {
    let manifests = tree::files(&["engine", "modules", "server", "xtask"], &["/Cargo.toml"]);
    let problems: Vec<String> = manifests
        .iter()
        .flat_map(|file| edges(&file.text))
        .filter_map(|edge| check(&edge))
        .collect();
    tree::assert_none(&problems);
}

#[test]
fn the_table_itself_goes_only_downwards() {
    let place = |name: &str| EDGES.iter().position(|(user, _)| *user == name);
    for (index, (user, used)) in EDGES.iter().enumerate() {
        for name in *used {
            let below = place(name).expect("every crate named is a line of the table");
            assert!(below < index, "{user} -> {name} goes up");
        }
    }
}

fn found(user: &str, section: &str, used: &str) -> usize {
    let manifest = format!("[package]\nname = \"{user}\"\n[{section}]\n{used}.workspace = true\n");
    edges(&manifest).iter().filter_map(check).count()
}

#[test]
fn edges_outside_the_table_are_found() {
    assert_eq!(found("web", "dependencies", "store"), 1);
    assert_eq!(found("kernel", "build-dependencies", "catalog"), 1);
    assert_eq!(found("ui", "dependencies", "records"), 1);
    assert_eq!(found("web", "dependencies", "contacts"), 1);
    assert_eq!(found("records", "dependencies", "rusqlite"), 1);
    assert_eq!(found("web", "dev-dependencies", "rusqlite"), 1);
    assert_eq!(found("server", "dependencies", "tokio-postgres"), 1);
    assert_eq!(found("store", "dependencies", "axum"), 1);
    assert_eq!(found("brand-new", "dependencies", "kernel"), 1);
}

#[test]
fn edges_inside_the_table_are_left_alone() {
    assert_eq!(found("web", "dependencies", "visit"), 0);
    assert_eq!(found("contacts", "dev-dependencies", "testkit"), 0);
    assert_eq!(found("store", "dependencies", "rusqlite"), 0);
    assert_eq!(found("server", "dependencies", "contacts"), 0);
    assert_eq!(found("records", "dev-dependencies", "tower"), 0);
}
