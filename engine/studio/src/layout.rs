//! How screens are laid out: a draft that nobody meets, until it is published as one act.

use std::collections::BTreeSet;
use std::sync::Arc;

use catalog::{Catalog, Change, Layout, LayoutBlock, Module};
use kernel::{Error, Result};
use records::Cx;
use uuid::Uuid;

/// Whose layout it is: the code of a module, and the profile whose people meet it; without one, it
/// is that of everybody.
pub type Of<'a> = (&'a str, Option<Uuid>);

/// The layout of a module that is worked on.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// Whether there is a layout of their own for people of the profile.
    pub is_own: bool,
    /// The layout as people meet it.
    pub standing: Layout,
    /// The one that is worked on.
    pub draft: Layout,
}

impl Drafted {
    /// What publishing it changes.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        differences(&self.standing, &self.draft)
    }
}

/// Something that a draft lays out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A field moves from one block to another.
    Moved {
        /// Name of the field.
        field: String,
        /// Name of the block it is in then.
        to: String,
    },
    /// A hidden field stands in a block.
    Shown {
        /// Name of the field.
        field: String,
        /// Name of the block.
        to: String,
    },
    /// A field stands on no screen any more.
    Hidden(String),
    /// Fields of a block stand in another order.
    Ordered(String),
    /// Blocks stand in another order.
    BlocksOrdered,
    /// A field takes a line for itself, or does no longer.
    Wide(String, bool),
    /// Quick create asks otherwise.
    QuickCreate,
    /// The head of a record shows other fields.
    KeyFacts,
    /// A list is shown beside a record, or no longer.
    Related(String, bool),
    /// The lists beside a record stand in another order.
    RelatedOrdered,
    /// A list beside a record says otherwise what its records are, or is shown in another view.
    RelatedShown(String),
    /// The head of a record shows other figures.
    Figures,
}

fn key((module, profile): Of<'_>) -> String {
    match profile {
        None => format!("layout/{module}"),
        Some(profile) => format!("layout/{module}/{profile}"),
    }
}

/// The layout that people meet, and whether it is their own.
fn standing(cx: &Cx, module: &Module, profile: Option<Uuid>) -> (Layout, bool) {
    let own = profile.and_then(|id| cx.catalog.layout_for(&id.to_string(), &module.code));
    match own {
        Some(said) => (fitted(module, said), true),
        None => (Layout::of(module), false),
    }
}

/// A module and a profile that are there.
async fn known(cx: &Cx, (module, profile): Of<'_>) -> Result<Arc<Module>> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let Some(id) = profile else { return Ok(module) };
    let is_there = cx.engine.house().await?.house().profiles.contains_key(&id);
    is_there.then_some(module).ok_or(Error::NotFound)
}

/// The layout of a module, with the draft where there is one.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`.
pub async fn drafted(cx: &Cx, of: Of<'_>) -> Result<Drafted> {
    let module = known(cx, of).await?;
    let kept = records::setting(&cx.engine, &key(of)).await?;
    let said: Option<Layout> = serde_json::from_str(&kept).ok();
    let (standing, is_own) = standing(cx, &module, of.1);
    let draft = said.map_or_else(|| standing.clone(), |said| fitted(&module, &said));
    Ok(Drafted { is_own, standing, draft })
}

/// A layout as the module would have it.
#[must_use]
pub fn fitted(module: &Module, said: &Layout) -> Layout {
    let mut module = module.clone();
    module.lay_out(said);
    Layout::of(&module)
}

/// Keeps a draft; one that changes nothing is none.
///
/// # Errors
/// As `drafted`.
pub async fn keep_draft(cx: &Cx, of: Of<'_>, said: &Layout) -> Result<Drafted> {
    let module = known(cx, of).await?;
    let ((standing, is_own), draft) = (standing(cx, &module, of.1), fitted(&module, said));
    let text = match standing == draft {
        true => String::new(),
        false => serde_json::to_string(&draft).map_err(Error::internal)?,
    };
    records::set_setting(cx, &key(of), &text).await?;
    Ok(Drafted { is_own, standing, draft })
}

/// Lets people meet the draft; tells whether there was something to publish.
///
/// # Errors
/// As `drafted`.
pub async fn publish(cx: &Cx, of: Of<'_>) -> Result<bool> {
    let Drafted { standing, draft, .. } = drafted(cx, of).await?;
    let is_new = standing != draft;
    if is_new {
        let module = of.0.to_owned();
        let change = match of.1 {
            None => Change::Layout { module, layout: draft },
            Some(profile) => {
                Change::LayoutFor { module, profile: profile.to_string(), layout: Some(draft) }
            }
        };
        cx.engine.change(cx, change).await?;
    }
    records::set_setting(cx, &key(of), "").await?;
    Ok(is_new)
}

/// Lets people of a profile meet the layout of everybody again.
///
/// # Errors
/// As `drafted`.
pub async fn meet_as_everybody(cx: &Cx, (module, profile): (&str, Uuid)) -> Result<()> {
    let of = (module, Some(profile));
    let is_own = drafted(cx, of).await?.is_own;
    records::set_setting(cx, &key(of), "").await?;
    if !is_own {
        return Ok(());
    }
    let (module, profile) = (module.to_owned(), profile.to_string());
    cx.engine.change(cx, Change::LayoutFor { module, profile, layout: None }).await
}

/// The layout that came along, with fields and blocks of one's own where they stand; a module of
/// one's own has none.
///
/// # Errors
/// `NotFound`.
pub fn shipped(cx: &Cx, module: &str) -> Result<Layout> {
    let now = cx.module(module)?;
    let was = cx.engine.shipped().module(module).ok_or(Error::NotFound)?;
    let mut layout = Layout::of(was);
    for block in &now.blocks {
        let own = block.fields.iter().filter(|name| was.field(name).is_none()).cloned();
        match layout.blocks.iter_mut().find(|known| known.name == block.name) {
            Some(known) => known.fields.extend(own),
            None => {
                layout.blocks.push(LayoutBlock { name: block.name.clone(), fields: own.collect() });
            }
        }
    }
    let hidden = Layout::of(&now).hidden.into_iter();
    layout.hidden.extend(hidden.filter(|name| was.field(name).is_none()));
    Ok(fitted(&now, &layout))
}

/// A catalog in which a module is laid out so, to show what that looks like.
#[must_use]
pub fn with(cx: &Cx, module: &str, layout: &Layout) -> Option<Catalog> {
    let change = Change::Layout { module: module.to_owned(), layout: layout.clone() };
    cx.catalog.with(&[change]).ok()
}

fn differences(from: &Layout, to: &Layout) -> Vec<Difference> {
    let block_of = |layout: &Layout, name: &str| {
        let found = layout.blocks.iter().find(|block| block.fields.iter().any(|f| f == name));
        found.map(|block| block.name.clone())
    };
    let mut all = Vec::new();
    let fields = to.blocks.iter().flat_map(|block| &block.fields).chain(&to.hidden);
    for field in fields {
        let (was, is) = (block_of(from, field), block_of(to, field));
        match (was, is) {
            (None, Some(to)) => all.push(Difference::Shown { field: field.clone(), to }),
            (Some(_), None) => all.push(Difference::Hidden(field.clone())),
            (Some(was), Some(is)) if was != is => {
                all.push(Difference::Moved { field: field.clone(), to: is });
            }
            _ => {}
        }
    }
    for block in &to.blocks {
        let Some(was) = from.blocks.iter().find(|known| known.name == block.name) else { continue };
        let both = |names: &[String], others: &[String]| -> Vec<String> {
            names.iter().filter(|name| others.contains(name)).cloned().collect()
        };
        if both(&was.fields, &block.fields) != both(&block.fields, &was.fields) {
            all.push(Difference::Ordered(block.name.clone()));
        }
    }
    let names = |layout: &Layout| -> Vec<String> {
        layout.blocks.iter().map(|block| block.name.clone()).collect()
    };
    if names(from) != names(to) {
        all.push(Difference::BlocksOrdered);
    }
    all.extend(sides(&from.wide, &to.wide).map(|(name, is)| Difference::Wide(name, is)));
    if from.quick_create != to.quick_create {
        all.push(Difference::QuickCreate);
    }
    if from.key_facts != to.key_facts {
        all.push(Difference::KeyFacts);
    }
    around(from, to, &mut all);
    all
}

/// What lists beside a record and figures in its head say otherwise.
fn around(from: &Layout, to: &Layout, all: &mut Vec<Difference>) {
    let lists: Vec<_> = sides(&from.related, &to.related).collect();
    let shown = |names: &[String]| -> Vec<String> {
        names.iter().filter(|name| lists.iter().all(|(one, _)| one != *name)).cloned().collect()
    };
    if shown(&from.related) != shown(&to.related) {
        all.push(Difference::RelatedOrdered);
    }
    all.extend(lists.into_iter().map(|(name, is)| Difference::Related(name, is)));
    let says = |layout: &Layout, list: &String| {
        (layout.columns.get(list).cloned(), layout.views.get(list).cloned())
    };
    let otherwise = to.related.iter().filter(|list| says(from, list) != says(to, list));
    all.extend(otherwise.cloned().map(Difference::RelatedShown));
    if (&from.figures, &from.unfigured) != (&to.figures, &to.unfigured) {
        all.push(Difference::Figures);
    }
}

/// What is in one of two lists alone, and whether that is the second one.
fn sides(from: &[String], to: &[String]) -> impl Iterator<Item = (String, bool)> + use<> {
    let set = |names: &[String]| names.iter().cloned().collect::<BTreeSet<String>>();
    let (from, to) = (set(from), set(to));
    let differs: Vec<_> =
        from.symmetric_difference(&to).map(|name| (name.clone(), to.contains(name))).collect();
    differs.into_iter()
}
