//! Formulas, roll-ups and conditions of all modules, checked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use formula::{Formula, Kind, Purpose};

use super::graph::{Graph, Node};
use super::mistake::{Mistake, PlanError};
use super::names::{NamesOf, Way, kind_of};
use super::rollup::{self, RollupPlan};
use crate::Catalog;
use crate::definition::{Field, Module};

/// A formula with the field it fills.
#[derive(Clone, Debug, PartialEq)]
pub struct FormulaPlan {
    /// Position of the field.
    pub at: usize,
    /// What fills it.
    pub formula: Formula,
    /// What each of its paths leads to, in their order.
    pub ways: Vec<Way>,
}

/// A link on the way from a record to those whose formulas read it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Code of the module whose records link.
    pub module: String,
    /// Name of their link.
    pub link: String,
}

/// Records whose formulas read fields of others over links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The links from them to the record that is read, the first one theirs.
    pub steps: Vec<Step>,
    /// Names of the fields that are read.
    pub fields: BTreeSet<String>,
}

/// Conditions of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conditions {
    /// Position of the field.
    pub at: usize,
    /// It is shown while this holds.
    pub visible: Option<FormulaPlan>,
    /// It is needed while this holds.
    pub required: Option<FormulaPlan>,
    /// It is refused unless this holds.
    pub valid: Option<FormulaPlan>,
}

/// What follows in one module.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModulePlan {
    /// Its formulas, each behind those it reads.
    pub formulas: Vec<FormulaPlan>,
    /// Roll-ups that its records keep.
    pub rollups: Vec<Arc<RollupPlan>>,
    /// Roll-ups of others that its records add to.
    pub feeds: Vec<Arc<RollupPlan>>,
    /// Who reads its records over links.
    pub readers: Vec<Reader>,
    /// Conditions of its fields.
    pub conditions: Vec<Conditions>,
}

/// What follows from what, in all modules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    modules: BTreeMap<String, ModulePlan>,
    graph: Graph,
}

impl Plan {
    /// Checks everything that follows.
    ///
    /// # Errors
    /// The first mistake.
    pub fn compile(catalog: &Catalog) -> Result<Self, PlanError> {
        let mut plan = Plan::default();
        for module in catalog.modules() {
            for field in &module.fields {
                plan.field(catalog, module, field)?;
            }
        }
        for module in catalog.modules() {
            plan.title(module);
        }
        if let Some(round) = plan.graph.cycle() {
            let names = round.iter().map(|(module, field)| format!("{module}.{field}")).collect();
            let (module, field) = &round[0];
            return Err(PlanError::new(module, field, Mistake::Cycle(names)));
        }
        plan.order(catalog);
        Ok(plan)
    }

    /// What follows in a module.
    #[must_use]
    pub fn module(&self, code: &str) -> Option<&ModulePlan> {
        self.modules.get(code)
    }

    /// Everything that a field follows from, over any number of steps.
    #[must_use]
    pub fn sources(&self, module: &str, field: &str) -> BTreeSet<Node> {
        self.graph.sources(&(module.to_owned(), field.to_owned()))
    }

    fn of(&mut self, module: &str) -> &mut ModulePlan {
        self.modules.entry(module.to_owned()).or_default()
    }

    fn field(
        &mut self,
        catalog: &Catalog,
        module: &Module,
        field: &Field,
    ) -> Result<(), PlanError> {
        let wrong = |what| PlanError::new(&module.code, &field.name, what);
        let node = (module.code.clone(), field.name.clone());
        if let Some(text) = &field.formula {
            let wanted = kind_for(field).map_err(|_| {
                let (at, code, value) = ("kind", "formula_kind_of_field", field.kind.word());
                wrong(Mistake::Rollup { at, code, value: value.into() })
            })?;
            let read = Asked { at: "formula", wanted, purpose: Purpose::Stored };
            let found = read.plan(catalog, (module, field), text).map_err(wrong)?;
            for way in &found.ways {
                self.follow(module, &node, way);
            }
            self.of(&module.code).formulas.push(found);
        }
        if let Some(text) = &field.rollup {
            let found = Arc::new(rollup::plan(catalog, module, field, text).map_err(wrong)?);
            for name in &found.reads {
                self.graph.add(&node, (found.child.clone(), name.clone()));
            }
            self.of(&module.code).rollups.push(found.clone());
            self.of(&found.child).feeds.push(found);
        }
        let texts = [
            ("visible_if", &field.visible_if),
            ("required_if", &field.required_if),
            ("valid_if", &field.valid_if),
        ];
        if texts.iter().all(|(_, text)| text.is_none()) {
            return Ok(());
        }
        let condition = |(at, text): (&'static str, &Option<String>)| {
            let read = Asked { at, wanted: Kind::Bool, purpose: Purpose::Asked };
            let text = text.as_deref();
            text.map(|text| read.plan(catalog, (module, field), text).map_err(wrong)).transpose()
        };
        let at = module.position(&field.name).unwrap_or_default();
        let [visible, required, valid] = texts.map(condition);
        let (visible, required, valid) = (visible?, required?, valid?);
        self.of(&module.code).conditions.push(Conditions { at, visible, required, valid });
        Ok(())
    }

    /// A field follows from every link on a way and from what stands at its end; who is read over
    /// links knows of it.
    fn follow(&mut self, module: &Module, node: &Node, way: &Way) {
        let mut here = module.code.clone();
        let mut steps: Vec<Step> = Vec::new();
        let names = way.hops.iter().map(|hop| hop.field.as_str()).chain([way.leaf.name()]);
        for (at, name) in names.enumerate() {
            self.graph.add(node, (here.clone(), name.to_owned()));
            if !steps.is_empty() {
                let readers = &mut self.of(&here).readers;
                match readers.iter_mut().find(|reader| reader.steps == steps) {
                    Some(reader) => drop(reader.fields.insert(name.to_owned())),
                    None => readers.push(Reader {
                        steps: steps.clone(),
                        fields: BTreeSet::from([name.to_owned()]),
                    }),
                }
            }
            if let Some(hop) = way.hops.get(at) {
                steps.push(Step { module: here.clone(), link: hop.field.clone() });
                here.clone_from(&hop.module);
            }
        }
    }

    /// A title follows from the fields it is made of.
    fn title(&mut self, module: &Module) {
        let node = (module.code.clone(), "title".to_owned());
        if module.field("title").is_none() {
            for name in module.title.fields() {
                self.graph.add(&node, (module.code.clone(), name.to_owned()));
            }
        }
    }

    fn order(&mut self, catalog: &Catalog) {
        let graph = self.graph.clone();
        for (code, plan) in &mut self.modules {
            let Some(module) = catalog.module(code) else { continue };
            let node =
                |formula: &FormulaPlan| (code.clone(), module.fields[formula.at].name.clone());
            let order = graph.ordered(plan.formulas.iter().map(node).collect());
            plan.formulas.sort_by_key(|formula| {
                let node = node(formula);
                order.iter().position(|known| *known == node)
            });
        }
    }
}

/// What a text is read as.
struct Asked {
    at: &'static str,
    wanted: Kind,
    purpose: Purpose,
}

impl Asked {
    fn plan(
        &self,
        catalog: &Catalog,
        (module, field): (&Module, &Field),
        text: &str,
    ) -> Result<FormulaPlan, Mistake> {
        let wrong = |error| Mistake::Formula { at: self.at, error };
        let names = NamesOf { catalog, module };
        let formula = Formula::read(text, &names, &self.wanted, self.purpose).map_err(wrong)?;
        // Every path was found a moment ago.
        let ways = formula.paths.iter().filter_map(|path| catalog.way(module, path).ok());
        let ways = ways.map(|(way, _)| way).collect();
        let at = module.position(&field.name).unwrap_or_default();
        Ok(FormulaPlan { at, formula, ways })
    }
}

/// What the answers of a formula have to be for a field.
///
/// # Errors
/// The code of the mistake when no formula can fill the field.
pub fn kind_for(field: &Field) -> Result<Kind, &'static str> {
    match field.kind.computes() && field.system.is_none() {
        true => kind_of(field),
        false => Err("formula_kind_of_field"),
    }
}
