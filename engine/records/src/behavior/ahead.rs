//! What a module finds out ahead of a transaction, because it takes too long for one.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use access::Right;
use catalog::{Action, Module};
use kernel::{FieldProblem, RecordId, Result, Value};

use crate::act::move_stage;
use crate::cx::Cx;
use crate::draft::{Draft, lines};
use crate::save::Input;

/// What is worked out, in the time that takes.
pub type Ahead<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Tries a draft out before it is saved and tells what is known of it from then on, as values of
/// computed fields. It runs where one record is saved or something is done to it; a rule that asks
/// for what it tells must refuse what was written without it.
pub type Trial = for<'a> fn(&'a Cx, &'a Draft) -> Ahead<'a, Known>;

/// Values of computed fields by their names.
pub type Known = Vec<(&'static str, Value)>;

/// Draws what would come of a draft, for whoever is still typing it.
pub type Sketch = for<'a> fn(&'a Cx, &'a Draft) -> Ahead<'a, Sketched>;

/// What would come of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketched {
    /// Its first pages as SVG; nothing in them is our own word.
    pub pages: Vec<String>,
    /// How many pages there are.
    pub n_pages: usize,
    /// Why there are none; a parameter `line` names the line of the text in the field.
    pub problems: Vec<FieldProblem>,
    /// Groups of what can be put into the text.
    pub words: Vec<Words>,
}

/// What can be put into a text, and into which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The key of the heading.
    pub heading: &'static str,
    /// The field it goes into.
    pub field: &'static str,
    /// Each with what is put in and the key of what it means.
    pub words: Vec<(String, String)>,
}

/// What trials of a module tell of a record with this input, to which something may be done.
pub(crate) async fn tried(
    cx: &Cx,
    (module, id): (&Arc<Module>, Option<RecordId>),
    input: &Input,
    action: Option<&Action>,
) -> Result<Known> {
    let engine = cx.engine.clone();
    let Some(trial) = engine.behavior(&module.code).and_then(|behavior| behavior.trial) else {
        return Ok(Vec::new());
    };
    let mut draft = draft(cx, (module, id), input).await?;
    if let Some(action) = action {
        move_stage(&mut draft, action)?;
    }
    trial(cx, &draft).await
}

/// Tells whether a module draws what would come of its drafts.
#[must_use]
pub fn draws(cx: &Cx, module: &str) -> bool {
    cx.engine.behavior(module).is_some_and(|behavior| behavior.sketch.is_some())
}

/// Draws what would come of a new or changed record; nothing is written.
///
/// # Errors
/// `Forbidden`; `NotFound`, also where a module draws nothing.
pub async fn sketch(
    cx: &Cx,
    module: &Arc<Module>,
    id: Option<RecordId>,
    input: &Input,
) -> Result<Sketched> {
    cx.actor.rights.demand(&module.code, id.map_or(Right::Create, |_| Right::Edit))?;
    let engine = cx.engine.clone();
    let sketch = engine.behavior(&module.code).and_then(|behavior| behavior.sketch);
    let sketch = sketch.ok_or(kernel::Error::NotFound)?;
    sketch(cx, &draft(cx, (module, id), input).await?).await
}

async fn draft(
    cx: &Cx,
    (module, id): (&Arc<Module>, Option<RecordId>),
    input: &Input,
) -> Result<Draft> {
    let (own, module, input) = (cx.clone(), module.clone(), input.clone());
    let read = move |reader: &mut store::Reader<'_>| {
        lines::drafted(reader, &own, (&module, id), &input).map(|(draft, _)| draft)
    };
    cx.store().read(read).await
}
