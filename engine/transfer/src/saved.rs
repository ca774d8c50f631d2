//! Mappings that are kept for files of one kind, under a name.

use access::{Area, Right};
use catalog::Module;
use kernel::{Error, FieldProblem, PrincipalId, Result};
use records::Cx;
use serde::{Deserialize, Serialize};
use store::queries::mapping as stored;
use uuid::Uuid;

use crate::computed;
use crate::key::Key;
use crate::lines::LinesRule;
use crate::mapping::{Target, plain};
use crate::options::{Column, DuplicateRule, EmptyCell, Options, UnknownChoice, UnknownLink};

/// Characters of a name at most.
const LONGEST: usize = 60;

/// What a mapping decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// Each heading with where its column goes; none leaves it out.
    pub columns: Vec<(String, Option<Target>)>,
    /// Formulas of computed columns, with where each goes.
    pub computed: Vec<(String, Option<Target>)>,
    /// Rows that are there already.
    pub duplicates: DuplicateRule,
    /// By what records that are there are found.
    pub key: Option<Key>,
    /// Cells that hold nothing.
    pub empty: EmptyCell,
    /// Words that a pick list does not have.
    pub unknown_choice: UnknownChoice,
    /// Names that no linked record has.
    pub unknown_link: UnknownLink,
    /// What lines do to those that stand.
    pub lines: LinesRule,
    /// The heading of the column whose equal cells make rows one record.
    pub together: Option<String>,
}

impl Plan {
    /// What the options of an import decide for files with such headings.
    #[must_use]
    pub fn of(headings: &[String], options: &Options) -> Self {
        let mut targets = options.columns.iter().map(|column| column.target.clone());
        let own = targets.by_ref().take(options.n_own()).collect::<Vec<_>>();
        Plan {
            columns: headings.iter().cloned().zip(own).collect(),
            computed: options.computed.iter().cloned().zip(targets).collect(),
            duplicates: options.duplicates,
            key: options.key.clone(),
            empty: options.empty,
            unknown_choice: options.unknown_choice,
            unknown_link: options.unknown_link,
            lines: options.lines,
            together: options.together.and_then(|at| headings.get(at).cloned()),
        }
    }

    /// The same with columns that go into fields of today where others took the place of those of
    /// before.
    fn of_today(mut self, module: &Module) -> Self {
        let columns = self.columns.iter_mut().chain(&mut self.computed);
        for target in columns.filter_map(|(_, target)| target.as_mut()) {
            let field = module.of_today(&target.field).to_owned();
            let today = Target { field, ..target.clone() };
            if today.fits(module) {
                *target = today;
            }
        }
        self
    }

    /// Tells whether a file with these headings has every column that goes somewhere.
    #[must_use]
    pub fn fits(&self, headings: &[String]) -> bool {
        let places = self.places(headings);
        let told = self.columns.iter().zip(places).filter(|((_, target), _)| target.is_some());
        let mut told = told.map(|(_, place)| place).peekable();
        told.peek().is_some() && told.all(|place| place.is_some())
    }

    /// Decides over the columns of a file; those it does not know are left out.
    pub fn apply(&self, headings: &[String], options: &mut Options) {
        options.columns.iter_mut().for_each(|column| column.target = None);
        for ((_, target), place) in self.columns.iter().zip(self.places(headings)) {
            if let Some(column) = place.and_then(|at| options.columns.get_mut(at)) {
                column.target.clone_from(target);
            }
        }
        options.columns.truncate(options.n_own());
        options.computed = self.computed.iter().map(|(text, _)| text.clone()).collect();
        let computed = self.computed.iter();
        options.columns.extend(
            computed.map(|(_, target)| Column { target: target.clone(), ..computed::column() }),
        );
        options.duplicates = self.duplicates;
        options.key.clone_from(&self.key);
        options.empty = self.empty;
        options.unknown_choice = self.unknown_choice;
        options.unknown_link = self.unknown_link;
        options.lines = self.lines;
        options.together = self
            .together
            .as_ref()
            .and_then(|heading| headings.iter().position(|known| plain(known) == plain(heading)));
    }

    /// Where each column of the mapping stands in a file; of equal headings the next one, and
    /// without headings the place decides.
    fn places(&self, headings: &[String]) -> Vec<Option<usize>> {
        let mut taken = vec![false; headings.len()];
        let place = |(at, (heading, _)): (usize, &(String, Option<Target>))| {
            let wanted = plain(heading);
            let fits = |(n, known): &(usize, &String)| {
                !taken[*n] && plain(known) == wanted && (!wanted.is_empty() || *n == at)
            };
            let found = headings.iter().enumerate().find(fits).map(|(n, _)| n);
            if let Some(n) = found {
                taken[n] = true;
            }
            found
        };
        self.columns.iter().enumerate().map(place).collect()
    }
}

/// A saved mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedMapping {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Whose it is; none means everybody's.
    pub owner: Option<PrincipalId>,
    /// What it decides.
    pub plan: Plan,
}

/// Mappings of a module that the reader may use, by name.
///
/// # Errors
/// `Forbidden` for who may not import; `NotFound` for the module.
pub async fn mappings(cx: &Cx, module: &str) -> Result<Vec<SavedMapping>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Import)?;
    let code = module.code.clone();
    let all = cx.store().read(move |reader| stored::all(reader, &code)).await?;
    let usable = all.into_iter().filter(|one| one.removed_at.is_none() && is_usable(cx, one));
    Ok(usable.filter_map(|one| readable(&module, one)).collect())
}

fn readable(module: &Module, one: stored::Mapping) -> Option<SavedMapping> {
    let plan: Plan = serde_json::from_str(&one.definition).ok()?;
    let plan = plan.of_today(module);
    Some(SavedMapping { id: one.id, name: one.name, owner: one.owner, plan })
}

fn is_usable(cx: &Cx, one: &stored::Mapping) -> bool {
    one.owner.is_none() || one.owner == cx.actor.user
}

/// Tells whether the reader may change a mapping; those for everybody are changed by who may
/// change views for everybody.
#[must_use]
pub fn may_change(cx: &Cx, owner: Option<PrincipalId>) -> bool {
    match owner {
        None => cx.actor.rights.may_set(Area::Views),
        owner => owner == cx.actor.user,
    }
}

/// Keeps a mapping under a new name, of the reader alone or for everybody; tells its id.
///
/// # Errors
/// `Invalid` at `mapping_name`; `Forbidden`.
pub async fn save_mapping(
    cx: &Cx,
    module: &str,
    (name, owner): (&str, Option<PrincipalId>),
    plan: &Plan,
) -> Result<Uuid> {
    let name = read_name(name)?;
    let known = mappings(cx, module).await?;
    demand_change(cx, owner)?;
    refuse_taken(&known, None, (&name, owner))?;
    let mapping = stored::Mapping {
        id: Uuid::now_v7(),
        module: cx.module(module)?.code.clone(),
        owner,
        name,
        definition: serde_json::to_string(plan).map_err(Error::internal)?,
        removed_at: None,
    };
    let id = mapping.id;
    cx.store().write(move |tx| stored::put(tx, &mapping)).await?;
    Ok(id)
}

fn read_name(name: &str) -> Result<String> {
    let name = name.trim();
    let problem = |code| FieldProblem::new("mapping_name", code).with("max", LONGEST);
    if name.is_empty() {
        return Err(Error::Invalid(vec![problem("required")]));
    }
    if LONGEST < name.chars().count() || name.contains(char::is_control) {
        return Err(Error::Invalid(vec![problem("too_long")]));
    }
    Ok(name.to_owned())
}

fn demand_change(cx: &Cx, owner: Option<PrincipalId>) -> Result<()> {
    match owner {
        None => cx.actor.rights.demand_area(Area::Views),
        owner if owner == cx.actor.user => Ok(()),
        _ => Err(Error::forbidden("mapping.edit")),
    }
}

fn refuse_taken(
    known: &[SavedMapping],
    but: Option<Uuid>,
    (name, owner): (&str, Option<PrincipalId>),
) -> Result<()> {
    let same = |one: &&SavedMapping| Some(one.id) != but && one.owner == owner;
    let is_taken = known.iter().filter(same).any(|one| plain(&one.name) == plain(name));
    match is_taken {
        true => Err(Error::invalid("mapping_name", "mapping_name_taken")),
        false => Ok(()),
    }
}

/// What is changed of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingChange {
    /// Its name.
    Name(String),
    /// What it decides.
    Plan(Plan),
    /// Everybody uses it, or the reader alone.
    Owner(Option<PrincipalId>),
    /// It goes, until it is brought back.
    Remove,
    /// It is brought back.
    Restore,
}

/// Changes a mapping that the reader may change; tells the code of its module.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Invalid` at `mapping_name`.
pub async fn change_mapping(cx: &Cx, id: Uuid, change: MappingChange) -> Result<String> {
    let found = cx.store().read(move |reader| stored::get(reader, id)).await?;
    let mut one = found.filter(|one| is_usable(cx, one)).ok_or(Error::NotFound)?;
    let known = mappings(cx, &one.module).await?;
    demand_change(cx, one.owner)?;
    if one.removed_at.is_some() && change != MappingChange::Restore {
        return Err(Error::NotFound);
    }
    match change {
        MappingChange::Name(name) => one.name = read_name(&name)?,
        MappingChange::Plan(plan) => {
            one.definition = serde_json::to_string(&plan).map_err(Error::internal)?;
        }
        MappingChange::Owner(owner) => {
            demand_change(cx, owner)?;
            // Others use it: whoever takes it for themselves could change those for everybody.
            cx.actor.rights.demand_area(Area::Views)?;
            one.owner = owner;
        }
        MappingChange::Remove => one.removed_at = Some(cx.now()),
        MappingChange::Restore => one.removed_at = None,
    }
    if one.removed_at.is_none() {
        refuse_taken(&known, Some(id), (&one.name, one.owner))?;
    }
    let module = one.module.clone();
    cx.store().write(move |tx| stored::put(tx, &one)).await?;
    Ok(module)
}
