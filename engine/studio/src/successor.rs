//! What goes with a field when another one takes its place: everything that says something of it
//! says it of the other one, as far as its type allows.

use std::collections::BTreeMap;

use catalog::{Catalog, Change, Field, Layout, Module, Start};
use records::Cx;

use crate::likeness::Telling;
use crate::stage::stage_said;

/// What goes with a field, and what cannot.
#[derive(Debug, Default)]
pub(crate) struct Gone {
    /// Changes that were found to fit.
    pub changes: Vec<Change>,
    /// What stays with the field before: modules and their fields.
    pub left: Vec<(String, String)>,
}

impl Gone {
    /// What is said of the new field, each module and field once.
    pub fn said(&self) -> Vec<(String, String)> {
        let mut said = Vec::new();
        for change in &self.changes {
            let (Change::Follow { module, field, .. } | Change::Conditions { module, field, .. }) =
                change
            else {
                continue;
            };
            let about = (module.clone(), field.clone());
            if !said.contains(&about) {
                said.push(about);
            }
        }
        said
    }
}

/// One field in the place of another one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Succession<'a> {
    pub module: &'a Module,
    pub old: &'a Field,
    pub new: &'a str,
}

/// Changes beyond those that put the new field into its place; none when these fit nothing.
pub(crate) fn gone_with(cx: &Cx, of: Succession<'_>, done: &[Change]) -> Gone {
    let Ok(after) = cx.catalog.with(done) else { return Gone::default() };
    let mut trial = Trial { cx, of, after, changes: done.to_vec(), left: Vec::new() };
    trial.conditions();
    trial.start();
    trial.dependencies();
    trial.stages();
    trial.likeness();
    trial.layouts();
    trial.formulas();
    Gone { changes: trial.changes.split_off(done.len()), left: trial.left }
}

/// Changes that are tried one after the other.
struct Trial<'a> {
    cx: &'a Cx,
    of: Succession<'a>,
    /// The catalog with the new field in its place.
    after: Catalog,
    changes: Vec<Change>,
    left: Vec<(String, String)>,
}

impl Trial<'_> {
    /// Adds a change if all of them together fit.
    fn offer(&mut self, change: Change) -> bool {
        self.changes.push(change);
        let fits = self.cx.catalog.with(&self.changes).is_ok();
        if !fits {
            self.changes.pop();
        }
        fits
    }

    fn code(&self) -> String {
        self.of.module.code.clone()
    }

    fn today(&self, names: &[String]) -> Vec<String> {
        let (old, new) = (&self.of.old.name, self.of.new);
        let today = |name: &String| if name == old { new.to_owned() } else { name.clone() };
        names.iter().map(today).collect()
    }

    /// The new field is shown, needed and taken as the old one was, about which nothing is said
    /// any more: nobody sees it, so nobody could do what is asked.
    fn conditions(&mut self) {
        let old = self.of.old;
        if old.visible_if.is_none() && old.required_if.is_none() && old.valid_if.is_none() {
            return;
        }
        let (code, new) = (self.code(), self.of.new.to_owned());
        let said = self.said(self.of.module, old);
        let none = (String::new(), String::new(), String::new());
        self.offer(conditions((&code, &old.name), none));
        if !self.offer(conditions((&code, &new), said.clone())) {
            let (visible_if, required_if, _) = said;
            self.offer(conditions((&code, &new), (visible_if, required_if, String::new())));
            self.left.push((code, old.name.clone()));
        }
    }

    /// A text of a module in which fields are called as they are today.
    fn text(&self, module: &Module, text: &str) -> String {
        let there = self.after.module(&module.code).map_or(module, |there| there);
        self.after.text_of_today(there, text)
    }

    /// The conditions of a field, in which fields are called as they are today.
    fn said(&self, module: &Module, field: &Field) -> (String, String, String) {
        let today = |text: &Option<String>| self.text(module, text.as_deref().unwrap_or_default());
        (today(&field.visible_if), today(&field.required_if), today(&field.valid_if))
    }

    fn start(&mut self) {
        let Some(with) = self.of.old.default.as_ref().map(Start::of) else { return };
        let start = |field: &str, with| Change::Start {
            module: self.of.module.code.clone(),
            field: field.to_owned(),
            with,
        };
        let (new, old) = (start(self.of.new, Some(with)), start(&self.of.old.name, None));
        self.offer(new);
        self.offer(old);
    }

    /// What nobody sees any more decides nothing and follows nothing.
    fn dependencies(&mut self) {
        let (module, name) = (self.of.module, &self.of.old.name);
        let named = module.dependencies.iter().filter(|d| d.on == *name || d.field == *name);
        for known in named {
            let depend = |on: &str, field: &str, allowed| {
                let (on, field) = (on.to_owned(), field.to_owned());
                Change::Depend { module: module.code.clone(), on, field, allowed }
            };
            self.offer(depend(&known.on, &known.field, BTreeMap::new()));
            let today = self.today(&[known.on.clone(), known.field.clone()]);
            if !self.offer(depend(&today[0], &today[1], known.allowed.clone())) {
                self.left.push((module.code.clone(), known.field.clone()));
            }
        }
    }

    fn stages(&mut self) {
        let module = self.of.module;
        let asking = module.pipeline.iter().flat_map(|pipeline| &pipeline.stages);
        let asking = asking.filter(|stage| stage.asks.contains(&self.of.old.name));
        let asking: Vec<&str> = asking.map(|stage| stage.code.as_str()).collect();
        for code in asking {
            let Some(mut stage) = stage_said(self.cx, module, code) else { continue };
            stage.asks = self.today(&stage.asks);
            self.offer(Change::Stage { module: self.code(), stage });
        }
    }

    fn likeness(&mut self) {
        let old = &self.of.old.name;
        let Telling { from, mut weights, sets } = Telling::of(self.of.module);
        let is_named = weights.contains_key(old) || sets.iter().flatten().any(|name| name == old);
        if !is_named {
            return;
        }
        if let Some(weight) = weights.remove(old) {
            weights.insert(self.of.new.to_owned(), weight);
        }
        let sets = sets.iter().map(|set| self.today(set)).collect();
        self.offer(Change::Likeness { module: self.code(), from, weights, sets });
    }

    /// The new field stands where the old one stood: in quick create, in the head, over a whole
    /// line, and in layouts of profiles.
    fn layouts(&mut self) {
        let Some(module) = self.after.module(&self.of.module.code) else { return };
        let code = self.code();
        let known = Layout::of(module);
        let layout = Layout {
            wide: self.today(&known.wide),
            quick_create: self.today(&known.quick_create),
            key_facts: self.today(&known.key_facts),
            ..known.clone()
        };
        if layout != known {
            self.offer(Change::Layout { module: code.clone(), layout });
        }
        let profiles: Vec<String> = self.after.laid_out().map(str::to_owned).collect();
        for profile in profiles {
            let Some(known) = self.after.layout_for(&profile, &code) else { continue };
            let mut layout = known.clone();
            let lists = [&mut layout.wide, &mut layout.quick_create, &mut layout.key_facts];
            let blocks = layout.blocks.iter_mut().map(|block| &mut block.fields);
            for names in lists.into_iter().chain(blocks).chain([&mut layout.hidden]) {
                *names = self.today(names);
            }
            if layout != *known {
                layout.hidden.push(self.of.old.name.clone());
                let (module, layout) = (code.clone(), Some(layout));
                self.offer(Change::LayoutFor { module, profile, layout });
            }
        }
    }

    /// What other fields follow from, and when they are shown, needed and taken.
    fn formulas(&mut self) {
        let modules = self.cx.catalog.modules().iter();
        let fields = modules.flat_map(|module| module.fields.iter().map(move |f| (module, f)));
        let is_old = |module: &Module, field: &Field| {
            module.code == self.of.module.code && field.name == self.of.old.name
        };
        let changes = fields.filter(|(module, field)| !is_old(module, field));
        let changes = changes.flat_map(|(module, field)| {
            let changes = [self.follow(module, field), self.condition(module, field)];
            let about = (module.code.clone(), field.name.clone());
            changes.into_iter().flatten().map(move |change| (about.clone(), change))
        });
        for (about, change) in changes.collect::<Vec<_>>() {
            if !self.offer(change) {
                self.left.push(about);
            }
        }
    }

    fn condition(&self, module: &Module, field: &Field) -> Option<Change> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let stands = (text(&field.visible_if), text(&field.required_if), text(&field.valid_if));
        let said = self.said(module, field);
        (said != stands).then(|| conditions((&module.code, &field.name), said))
    }

    fn follow(&self, module: &Module, field: &Field) -> Option<Change> {
        let formula = field.formula.as_ref().map(|text| self.text(module, text));
        let rollup = field.rollup.clone().map(|mut rollup| {
            let list = module.related.iter().find(|list| list.name == rollup.relation);
            if let Some(there) = list.and_then(|list| self.after.module(&list.module)) {
                let today = |name: &String| there.of_today(name).to_owned();
                rollup.field = rollup.field.as_ref().map(today);
                rollup.by = rollup.by.as_ref().map(today);
                let text = |text: &String| self.after.text_of_today(there, text);
                rollup.only_if = rollup.only_if.as_ref().map(text);
            }
            rollup
        });
        let is_other = field.custom && (&formula, &rollup) != (&field.formula, &field.rollup);
        is_other.then(|| Change::Follow {
            module: module.code.clone(),
            field: field.name.clone(),
            formula,
            rollup,
            discloses: field.discloses,
        })
    }
}

fn conditions((module, field): (&str, &str), said: (String, String, String)) -> Change {
    let (module, field) = (module.to_owned(), field.to_owned());
    let (visible_if, required_if, valid_if) = said;
    Change::Conditions { module, field, visible_if, required_if, valid_if }
}
