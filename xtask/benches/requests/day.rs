//! What somebody does at work, by chance but the same in every run.

use std::time::Duration;

use crate::client::{Request, Session, get};

/// What is asked, as the table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    List,
    Record,
    Search,
    Board,
    Home,
    Messages,
    Form,
    Edit,
    Comment,
    Create,
    Move,
}

/// All kinds with their names, in the order of the table.
pub const KINDS: [(Kind, &str); 11] = [
    (Kind::List, "list"),
    (Kind::Record, "record"),
    (Kind::Search, "search and palette"),
    (Kind::Board, "board"),
    (Kind::Home, "start page"),
    (Kind::Messages, "number of messages"),
    (Kind::Form, "form before an edit"),
    (Kind::Edit, "edit of one field"),
    (Kind::Comment, "comment"),
    (Kind::Create, "new contact"),
    (Kind::Move, "move on the board"),
];

/// Of a hundred acts, how many are of each kind; a form comes before each edit.
const MIX: [(Kind, u64); 10] = [
    (Kind::List, 30),
    (Kind::Record, 25),
    (Kind::Search, 15),
    (Kind::Board, 5),
    (Kind::Home, 5),
    (Kind::Messages, 10),
    (Kind::Edit, 6),
    (Kind::Comment, 2),
    (Kind::Create, 1),
    (Kind::Move, 1),
];

/// The kinds that change data.
pub const WRITING: [Kind; 4] = [Kind::Edit, Kind::Comment, Kind::Create, Kind::Move];

const LISTS: [&str; 6] = [
    "/contacts",
    "/contacts?sort=-modified_at",
    "/contacts?filter=status%20%3D%20%22customer%22",
    "/accounts",
    "/opportunities",
    "/leads",
];

const STAGES: [&str; 5] =
    ["qualification", "needs_analysis", "proposal", "negotiation", "verbal_commitment"];

/// What there is to work on.
pub struct Desk {
    /// Ids of contacts.
    pub contacts: Vec<String>,
    /// Ids of open opportunities.
    pub deals: Vec<String>,
}

/// Somebody at work.
pub struct Person<'a> {
    pub session: Session,
    pub desk: &'a Desk,
    /// Words to search for.
    pub words: &'a [String],
    /// What tells the run apart from others on the same data.
    pub run: u64,
    /// Where chance stands.
    pub chance: u64,
}

impl Person<'_> {
    /// A number below another one (SplitMix64).
    fn below(&mut self, n: u64) -> u64 {
        self.chance = self.chance.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.chance ^ (self.chance >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % n
    }

    fn one_of<'b>(&mut self, all: &'b [String]) -> &'b str {
        &all[self.below(all.len() as u64) as usize]
    }

    /// How long somebody thinks: three seconds on average, from half of it to half more.
    pub fn thought(&mut self) -> Duration {
        Duration::from_millis(1_500 + self.below(3_001))
    }

    /// How long before the first act, so that not all begin at once.
    pub fn late(&mut self) -> Duration {
        Duration::from_millis(self.below(3_000))
    }

    /// What is done next.
    pub fn choose(&mut self) -> Kind {
        let mut left = self.below(100);
        for (kind, share) in MIX {
            if left < share {
                return kind;
            }
            left -= share;
        }
        Kind::List
    }

    /// The request of an act. An edit sends the version that its form held.
    pub fn request(&mut self, kind: Kind, (id, version): (&str, &str)) -> Request {
        let desk = self.desk;
        match kind {
            Kind::List => get(LISTS[self.below(LISTS.len() as u64) as usize].into()),
            Kind::Record => get(format!("/contacts/{}", self.one_of(&desk.contacts))),
            Kind::Search => get(self.question()),
            Kind::Board => get("/opportunities/kanban".into()),
            Kind::Home => get("/".into()),
            Kind::Messages => get("/messages/live".into()),
            Kind::Form => Request { coding: "identity", ..get(format!("/contacts/{id}/edit")) },
            Kind::Edit => {
                let n = self.below(1_000_000);
                let said = format!("department=Abteilung+{n}&version={version}");
                self.post(format!("/contacts/{id}/field/department"), &said)
            }
            Kind::Comment => {
                let path = format!("/contacts/{}/comments", self.one_of(&desk.contacts));
                let n = self.below(1_000_000);
                self.post(path, &format!("text=Telefonat+{n},+bittet+um+ein+Angebot"))
            }
            Kind::Create => {
                let (run, n) = (self.run, self.below(u64::MAX));
                let name = format!("first_name=Neu&last_name=Kontakt+{run}+{n:x}");
                self.post("/contacts".into(), &format!("{name}&email=neu.{n:x}@example.de"))
            }
            Kind::Move => {
                let stage = STAGES[self.below(STAGES.len() as u64) as usize];
                let deal = self.one_of(&desk.deals);
                self.post(format!("/opportunities/{deal}/move/stage/{stage}"), "")
            }
        }
    }

    /// Words as they are typed: whole in the list and on the page, begun in the palette.
    fn question(&mut self) -> String {
        let word = self.one_of(self.words).replace(' ', "+");
        let begun: String = word.chars().take(4).collect();
        match self.below(5) {
            0 => format!("/search?q={word}"),
            1 => format!("/contacts?q={word}"),
            2 => format!("/search/palette?q={word}"),
            _ => format!("/search/palette?q={begun}"),
        }
    }

    fn post(&self, path: String, said: &str) -> Request {
        let body = format!("csrf={}&{said}", self.session.csrf);
        Request { method: "POST", path, body, coding: "gzip" }
    }

    /// A contact to edit.
    pub fn contact(&mut self) -> String {
        let desk = self.desk;
        self.one_of(&desk.contacts).to_owned()
    }
}

/// The version that a form holds.
pub fn version(form: &[u8]) -> Option<String> {
    let form = String::from_utf8_lossy(form);
    let (_, rest) = form.split_once("name=\"version\" value=\"")?;
    Some(rest.split('"').next()?.to_owned())
}
