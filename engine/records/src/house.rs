//! Who belongs where, kept beside the catalog and read again when it changed.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, RwLock};

use access::{Actor, House, Level, Party, Right, Rights, Scope, Via};
use catalog::Module;
use kernel::{Error, FieldProblem, FormatChoice, Language, Link, Locale, PrincipalId, Result};
use store::Reader;
use store::queries::{grant, house, picture, setting};
use store::records::Record;
use uuid::Uuid;

use crate::cx::{Cx, Engine};

/// The setting that holds how the house writes.
const FORMATS: &str = "formats";

/// The setting that holds the month with which fiscal years begin.
const FISCAL: &str = "fiscal";

/// Characters of the name of a firm.
const FIRM_LIMIT: usize = 120;

/// One state of the house, with what was already worked out for people.
#[derive(Default)]
pub struct Kept {
    mark: Option<String>,
    house: Arc<House>,
    names: BTreeMap<PrincipalId, String>,
    roles: BTreeMap<Uuid, String>,
    formats: FormatChoice,
    fiscal: Option<i8>,
    pictures: Arc<BTreeMap<PrincipalId, String>>,
    people: Mutex<HashMap<PrincipalId, (Rights, Scope)>>,
    teams: Mutex<HashMap<PrincipalId, Vec<PrincipalId>>>,
    parties: Mutex<HashMap<PrincipalId, Vec<Party>>>,
}

/// The state that is kept.
pub(crate) type Present = RwLock<Arc<Kept>>;

impl Kept {
    /// Everything as it stands.
    #[must_use]
    pub fn house(&self) -> &Arc<House> {
        &self.house
    }

    /// Names of all people and groups.
    #[must_use]
    pub fn names(&self) -> &BTreeMap<PrincipalId, String> {
        &self.names
    }

    /// Names of all roles.
    #[must_use]
    pub fn roles(&self) -> &BTreeMap<Uuid, String> {
        &self.roles
    }

    /// How the house writes where people chose nothing.
    #[must_use]
    pub fn formats(&self) -> &FormatChoice {
        &self.formats
    }

    /// The month with which fiscal years begin, from 1.
    #[must_use]
    pub fn fiscal(&self) -> i8 {
        self.fiscal.unwrap_or(1)
    }

    /// Who is meant by `my_team`, worked out once for each person.
    fn team(&self, person: PrincipalId) -> Vec<PrincipalId> {
        let mut teams = self.teams.lock().expect("no thread panics while it looks");
        let worked_out = || self.house.team_of(person).into_iter().collect();
        teams.entry(person).or_insert_with(worked_out).clone()
    }

    /// Everything a person belongs to, worked out once for each.
    fn parties(&self, person: PrincipalId) -> Vec<Party> {
        let mut parties = self.parties.lock().expect("no thread panics while it looks");
        parties.entry(person).or_insert_with(|| self.house.parties_of(person)).clone()
    }

    /// How somebody reads: as they chose, then as the house does, then as the language has it.
    #[must_use]
    pub fn locale(&self, language: Language, own: &FormatChoice) -> Locale {
        Locale::with(language, &own.or(&self.formats))
    }

    /// A person as one who acts.
    ///
    /// # Panics
    /// Never; no thread panics while it looks.
    #[must_use]
    pub fn actor(&self, person: PrincipalId, via: Via) -> Actor {
        let mut people = self.people.lock().expect("no thread panics while it looks");
        let worked_out = || (self.house.rights(person), self.house.scope(person));
        let (rights, scope) = people.entry(person).or_insert_with(worked_out).clone();
        Actor { user: Some(person), behind: None, rights, scope, via }
    }
}

impl Engine {
    /// The house as it is now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn house(&self) -> Result<Arc<Kept>> {
        let mark = self.store().read(house::mark).await?;
        self.house_at(&mark).await
    }

    /// The house as it is at a mark, or later.
    ///
    /// # Errors
    /// When the database fails.
    ///
    /// # Panics
    /// Never; no thread panics while it swaps the house.
    pub async fn house_at(&self, mark: &str) -> Result<Arc<Kept>> {
        let present = self.present.read().expect("no thread panics while it swaps").clone();
        if present.mark.as_deref() == Some(mark) {
            return Ok(present);
        }
        let load = |reader: &mut Reader<'_>| {
            let (mark, house) = house::load(reader)?;
            let formats = setting::get(reader, FORMATS)?.unwrap_or_default();
            let formats = FormatChoice::from_text(&formats);
            let fiscal = setting::get(reader, FISCAL)?.and_then(|month| month.parse().ok());
            let (mark, house, names) = (Some(mark), Arc::new(house), house::names(reader)?);
            let (roles, pictures) = (house::role_names(reader)?, Arc::new(picture::marks(reader)?));
            Ok(Kept { mark, house, names, roles, formats, fiscal, pictures, ..Kept::default() })
        };
        let kept = Arc::new(self.store().read(load).await?);
        *self.present.write().expect("no thread panics while it swaps") = kept.clone();
        Ok(kept)
    }
}

impl Engine {
    /// How the house itself reads and writes: what the program does is dated in its zone.
    ///
    /// # Panics
    /// Never; no thread panics while it swaps the house.
    #[must_use]
    pub fn own_locale(&self) -> Locale {
        let present = self.present.read().expect("no thread panics while it swaps").clone();
        present.locale(Language::De, &FormatChoice::default())
    }
}

impl Engine {
    /// Who has a picture, and the mark of each.
    ///
    /// # Panics
    /// Never; no thread panics while it swaps the house.
    #[must_use]
    pub fn pictures(&self) -> Arc<BTreeMap<PrincipalId, String>> {
        self.present.read().expect("no thread panics while it swaps").pictures.clone()
    }
}

/// Everything that who acts belongs to, as the house was read last: with their session.
///
/// # Panics
/// Never; no thread panics while it swaps the house.
#[must_use]
pub fn parties(cx: &Cx) -> Vec<Party> {
    let present = cx.engine.present.read().expect("no thread panics while it swaps").clone();
    cx.actor.user.map(|person| present.parties(person)).unwrap_or_default()
}

/// Who is meant by `my_team` when a person asks, and the month with which fiscal years begin.
pub(crate) fn present(cx: &Cx, person: PrincipalId) -> (Vec<PrincipalId>, i8) {
    let kept = cx.engine.present.read().expect("no thread panics while it swaps").clone();
    (kept.team(person), kept.fiscal())
}

/// What is set of a house.
#[derive(Clone, Copy, Debug)]
pub struct HouseWish<'a> {
    /// What it is called.
    pub firm: &'a str,
    /// How it writes where people chose nothing.
    pub formats: &'a FormatChoice,
    /// The month with which its fiscal years begin, from 1.
    pub fiscal: i8,
}

/// Sets what the house is called, how it writes, and when its fiscal years begin.
///
/// # Errors
/// `Forbidden` for everybody but administrators; `Invalid` at `firm` or `fiscal`.
pub async fn name_house(cx: &Cx, wish: HouseWish<'_>) -> Result<()> {
    let HouseWish { firm, formats, fiscal } = wish;
    cx.actor.rights.demand_administrator()?;
    if firm.chars().count() > FIRM_LIMIT || firm.contains(char::is_control) {
        let problem = FieldProblem::new("firm", "too_long").with("max", FIRM_LIMIT);
        return Err(Error::Invalid(vec![problem]));
    }
    if !(1..=12).contains(&fiscal) {
        return Err(Error::invalid("fiscal", "wrong_type"));
    }
    let (firm, text) = (firm.to_owned(), formats.to_text());
    let write = cx.store().write(move |tx| {
        setting::set(tx, FIRM, &firm)?;
        setting::set(tx, FORMATS, &text)?;
        setting::set(tx, FISCAL, &fiscal.to_string())?;
        house::changed(tx)
    });
    write.await
}

/// Names of all people and groups, among them these: as they are kept, or read anew for somebody
/// who came since.
pub(crate) fn names(
    reader: &mut Reader<'_>,
    cx: &Cx,
    asked: &[PrincipalId],
) -> Result<BTreeMap<PrincipalId, String>> {
    let present = cx.engine.present.read().expect("no thread panics while it swaps").clone();
    match asked.iter().all(|id| present.names.contains_key(id)) {
        true => Ok(present.names.clone()),
        false => house::names(reader),
    }
}

/// How far the actor reaches a record that they see.
///
/// # Errors
/// When the database fails.
pub async fn level(cx: &Cx, module: &Module, record: &Record) -> Result<Level> {
    if module.owner_field().is_none() {
        return Ok(Level::Delete);
    }
    let (scope, owner) = (&cx.actor.scope, record.owner(module));
    let own = scope.level(&module.code, owner, None);
    let sharers = scope.sharers(&module.code).to_vec();
    if own == Some(Level::Delete) || sharers.is_empty() {
        return Ok(own.unwrap_or(Level::Read));
    }
    let id = record.id;
    let shared = cx.store().read(move |reader| grant::levels(reader, &[id], &sharers)).await?;
    Ok(scope.level(&module.code, owner, shared.get(&id).copied()).unwrap_or(Level::Read))
}

/// The context for one record: what its reader does not reach far enough to do, they may not do.
///
/// # Errors
/// When the database fails.
pub async fn reaching(cx: &Cx, module: &Module, record: &Record) -> Result<Cx> {
    let level = level(cx, module, record).await?;
    let mut limits = Rights::administrator();
    if level < Level::Write {
        limits = limits.without(&module.code, Right::Edit);
    }
    if level < Level::Delete {
        limits = limits.without(&module.code, Right::Delete);
    }
    Ok(if level < Level::Delete { cx.within(&limits) } else { cx.clone() })
}

/// Refuses when the actor does not see a record or does not reach it that far.
///
/// # Errors
/// `NotFound`; `Forbidden`.
pub async fn demand(cx: &Cx, link: &Link, wanted: Level) -> Result<Record> {
    let module = cx.module(&link.module)?;
    let record = crate::get(cx, &link.module, link.id).await?;
    match level(cx, &module, &record).await? >= wanted {
        true => Ok(record),
        false => Err(Error::forbidden(&format!("record.{}", wanted.word()))),
    }
}

/// Reads a setting of the installation, such as the name of the firm; `""` when it is not set.
///
/// # Errors
/// When the database fails.
pub async fn setting(engine: &Engine, key: &str) -> Result<String> {
    let key = key.to_owned();
    Ok(engine.store().read(move |reader| setting::get(reader, &key)).await?.unwrap_or_default())
}

/// The setting that holds the name of the firm.
pub const FIRM: &str = "firm";

/// Writes a setting of the installation.
///
/// # Errors
/// `Forbidden` for everybody but administrators.
pub async fn set_setting(cx: &Cx, key: &str, value: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (key, value) = (key.to_owned(), value.to_owned());
    cx.store().write(move |tx| setting::set(tx, &key, &value)).await
}
