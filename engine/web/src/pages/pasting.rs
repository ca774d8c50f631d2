//! A block of cells is brought into the lines of a form, without saving.

use std::sync::Arc;

use catalog::{Module, Shape};
use kernel::{Error, Value};
use maud::Markup;
use present::errors::{Reader, words};
use present::pasted::{inserted, last, taken_back};
use present::{names, pasting as model};
use records::Record;
use sheets::pasting::{Pasting, pasting as draw, taken};
use ui::fields::Form;
use visit::answer::{For, Refused};
use visit::open::reader;
use visit::visitor::Visitor;

use super::lines::standing;

/// Where a block goes.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Its module.
    pub module: &'a Arc<Module>,
    /// The stored record, when it is a change.
    pub record: Option<&'a Record>,
    /// The field that holds the lines.
    pub field: &'a catalog::Field,
    /// What they are made of.
    pub shape: &'a Shape,
}

/// What is done with a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is shown what would come of it.
    Look,
    /// It is taken at once where nothing is left to be said.
    Take,
    /// It is taken as it was shown.
    Insert,
    /// What was taken last is taken back.
    Undo,
}

impl Act {
    /// What a word of a form says.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "paste" => Some(Act::Look),
            "paste:now" => Some(Act::Take),
            "insert" => Some(Act::Insert),
            "unpaste" => Some(Act::Undo),
            _ => None,
        }
    }
}

/// The form with the lines of its block, or what stands below its lines until they are taken.
///
/// # Errors
/// When the database fails.
pub async fn paste(
    visitor: &Visitor,
    place: Place<'_>,
    form: Form,
    act: Act,
) -> Result<(Form, Option<Markup>), Refused> {
    let cx = visitor.cx();
    let Place { module, record, field, shape } = place;
    let name = field.name.as_str();
    if act == Act::Undo {
        return Ok((taken_back(form, name), None));
    }
    let known = names::for_form(cx, Vec::new()).await.for_(visitor)?;
    let blank = place.blank();
    if !model::has_block(&form, name) {
        return Ok((form, Some(draw(reader(visitor, &known), &blank))));
    }
    let stands = standing(cx, module, record, &form).await.for_(visitor)?;
    let currency = model::currency_of(&stands.values);
    let look = match model::look(cx, (name, shape), &form, currency).await {
        Ok(look) => look,
        Err(error @ Error::Invalid(_)) => {
            let said = Reader { catalog: &cx.catalog, locale: &cx.locale };
            let page = Pasting { problem: Some(words(&said, &error, None).1), ..blank };
            return Ok((form, Some(draw(reader(visitor, &known), &page))));
        }
        Err(error) => return Err(error).for_(visitor),
    };
    let lines = look.lines.iter().map(|line| line.line.clone()).collect();
    let known = names::for_form(cx, vec![Value::of_lines(lines)]).await.for_(visitor)?;
    let reader = reader(visitor, &known);
    let is_taken = act == Act::Insert || (act == Act::Take && look.is_clear);
    if is_taken && !look.lines.is_empty() {
        let lines = look.lines.iter().map(|line| model::typed(reader, shape, line)).collect();
        return Ok((inserted(form, (name, shape), lines), None));
    }
    let page = model::page((cx, reader), (name, shape, &blank.at), &look);
    Ok((form, Some(draw(reader, &page))))
}

/// That lines were brought in, and what takes them back.
///
/// # Errors
/// When the database fails.
pub async fn told(
    visitor: &Visitor,
    place: Place<'_>,
    form: &Form,
) -> Result<Option<Markup>, Refused> {
    let name = place.field.name.as_str();
    let n = last(form, name).len();
    let Some(pasted) = form.get(&format!("{name}.pasted")).filter(|_| 0 < n) else {
        return Ok(None);
    };
    let known = names::for_form(visitor.cx(), Vec::new()).await.for_(visitor)?;
    Ok(Some(taken(reader(visitor, &known), &place.blank(), (pasted, n as u64))))
}

impl Place<'_> {
    fn blank(&self) -> Pasting {
        let (plural, name) = (&self.module.plural, &self.field.name);
        let at = match self.record {
            Some(record) => format!("/{plural}/lines?of={}&field={name}", record.id),
            None => format!("/{plural}/lines?field={name}"),
        };
        Pasting { name: name.clone(), at, ..Pasting::default() }
    }
}
