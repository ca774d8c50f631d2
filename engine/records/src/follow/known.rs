//! Values that a formula reads: those of the record itself, and of others over links.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Scope;
use catalog::plan::{FormulaPlan, Leaf, Way};
use catalog::{Catalog, Module};
use formula::{Answer, Present};
use kernel::{Link, Locale, RecordId, Result, Value};
use store::records::{self, Record};
use store::{Reader, Tx};

/// Where linked records come from.
pub enum Source<'s, 'a> {
    /// They are only read.
    Read(&'s mut Reader<'a>),
    /// They are held as they are, so that what is concluded from them stays true.
    Hold(&'s mut Tx<'a>),
}

/// A record as formulas see it.
pub struct Known<'k> {
    pub catalog: &'k Catalog,
    pub module: &'k Module,
    pub values: &'k mut Vec<Value>,
    /// Records that were met over links.
    pub met: BTreeMap<RecordId, Option<Record>>,
}

/// Why the program reads what a formula names.
pub const WHY: &str = "a formula reads over a link";

impl Known<'_> {
    /// The answer of a formula for the record.
    pub fn answer(
        &mut self,
        source: &mut Source<'_, '_>,
        plan: &FormulaPlan,
        present: &Present<'_>,
    ) -> Result<Answer> {
        let mut values = Vec::new();
        for way in &plan.ways {
            values.push(self.value(source, way)?);
        }
        Ok(plan.formula.answer(&values, present))
    }

    fn value(&mut self, source: &mut Source<'_, '_>, way: &Way) -> Result<Value> {
        let mut there: Option<(Arc<Module>, RecordId)> = None;
        for hop in &way.hops {
            let link = match &there {
                None => self.own(&hop.field),
                Some((module, id)) => self.of(module, *id, &hop.field),
            };
            let Value::Link(link) = link else { return Ok(Value::Empty) };
            let Some(module) = self.catalog.module(&link.module).cloned() else {
                return Ok(Value::Empty);
            };
            if !self.met.contains_key(&link.id) {
                let (is_kept, link) = (self.is_kept_there(&hop.field, &there), &link);
                let record = fetch(source, (&module, link), is_kept)?;
                self.met.insert(link.id, record);
            }
            there = Some((module, link.id));
        }
        let whole = match &there {
            None => self.own(way.leaf.name()),
            Some((module, id)) => match (&way.leaf, self.met.get(id)) {
                (Leaf::Title, Some(Some(record))) => Value::text(&record.title),
                _ => self.of(module, *id, way.leaf.name()),
            },
        };
        Ok(part(&way.leaf, whole))
    }

    fn own(&self, name: &str) -> Value {
        self.module.position(name).map_or(Value::Empty, |at| self.values[at].clone())
    }

    fn of(&self, module: &Module, id: RecordId, name: &str) -> Value {
        let record = self.met.get(&id).and_then(Option::as_ref);
        record.map_or(Value::Empty, |record| record.value(module, name).clone())
    }

    /// Whether the record that a link of its own leads to keeps a roll-up over that link; it is
    /// written soon, and who holds it together with others could not.
    fn is_kept_there(&self, link: &str, there: &Option<(Arc<Module>, RecordId)>) -> bool {
        let feeds = self.catalog.plan().module(&self.module.code);
        let mut feeds = feeds.into_iter().flat_map(|plan| &plan.feeds);
        there.is_none() && feeds.any(|feed| feed.link == link)
    }
}

/// A record outside the bin, whoever may see it.
fn fetch(
    source: &mut Source<'_, '_>,
    (module, link): (&Arc<Module>, &Link),
    is_kept: bool,
) -> Result<Option<Record>> {
    let scope = Scope::system(WHY);
    let record = match source {
        Source::Read(reader) => records::get(reader, module, &scope, link.id)?,
        Source::Hold(tx) if is_kept => records::lock(tx, module, &scope, link.id)?,
        Source::Hold(tx) => records::hold(tx, module, &scope, link.id)?,
    };
    Ok(record.filter(|record| record.trashed_at.is_none()))
}

fn part(leaf: &Leaf, whole: Value) -> Value {
    match (leaf, whole.primary()) {
        (Leaf::Part(_, part), Value::Address(address)) => {
            Value::text(address.part(part).unwrap_or_default())
        }
        (Leaf::Currency(_), Value::Money(money)) => Value::Text(money.currency.code().into()),
        (Leaf::Part(..) | Leaf::Currency(_), _) => Value::Empty,
        (Leaf::Title | Leaf::Field(_), value) => value.clone(),
    }
}

/// The clock and the zone of the house, the same for everybody.
pub fn house_locale() -> &'static Locale {
    static HOUSE: std::sync::OnceLock<Locale> = std::sync::OnceLock::new();
    HOUSE.get_or_init(|| Locale::new(kernel::Language::De))
}
