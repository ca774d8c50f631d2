//! What records give out under a name: papers, and files for other programs.

use std::future::Future;
use std::pin::Pin;

use access::Right;
use catalog::Module;
use kernel::{Error, FieldProblem, RecordId, Result};
use store::records::Record;

use crate::cx::Cx;
use crate::files::kept;
use crate::find::get;

/// A file that a record gives out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its name for those who keep it; how it ends tells what it is.
    pub file: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What says which template it was made with; empty where there is none.
    pub made_with: String,
}

impl Output {
    /// A file that is made without a template.
    #[must_use]
    pub fn of(file: String, bytes: Vec<u8>) -> Self {
        Output { file, bytes, made_with: String::new() }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        media_type(&self.file)
    }
}

/// What makes such a file, in the time that takes.
pub type Making<'a> = Pin<Box<dyn Future<Output = Result<Output>> + Send + 'a>>;

/// Makes a file of a record, as its reader sees it.
pub type Make = for<'a> fn(&'a Cx, &'a Module, &'a Record) -> Making<'a>;

/// A form in which a file may be asked for instead of its usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The name of the file, as in `Behavior::output`.
    pub output: &'static str,
    /// What is chosen, such as `syntax`.
    pub parameter: &'static str,
    /// The choice, such as `ubl`.
    pub value: &'static str,
}

/// The forms of everything that records of a module give out.
#[must_use]
pub fn forms(cx: &Cx, module: &str) -> Vec<Form> {
    let behavior = cx.engine.behavior(module);
    behavior.into_iter().flat_map(|behavior| &behavior.forms).map(|(form, _)| *form).collect()
}

/// Names under which records of a module give something out, such as `document.pdf`, each with its
/// media type.
#[must_use]
pub fn outputs(cx: &Cx, module: &str) -> Vec<(&'static str, &'static str)> {
    let behavior = cx.engine.behavior(module);
    let outputs = behavior.into_iter().flat_map(|behavior| &behavior.outputs);
    outputs.map(|(name, _)| (*name, media_type(name))).collect()
}

/// Tells whether making a file takes so long that a job does it where a person asks; a program
/// waits.
#[must_use]
pub fn is_made_by_job(cx: &Cx, module: &str, name: &str) -> bool {
    let behavior = cx.engine.behavior(module);
    behavior.is_some_and(|behavior| behavior.made_by_job.contains(&name))
}

/// The media type of a file by the end of its name.
#[must_use]
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "pdf")) => "application/pdf",
        Some((_, "xml")) => "application/xml",
        Some((_, "zip")) => "application/zip",
        Some(_) | None => "application/octet-stream",
    }
}

/// What a record gives out under a name, in its usual form.
///
/// # Errors
/// `NotFound` for an unknown name or record; what making it says.
pub async fn output(cx: &Cx, module: &str, id: RecordId, name: &str) -> Result<Output> {
    output_in(cx, (module, id), name, &[]).await
}

/// What a record gives out under a name, in the form that is asked for.
///
/// # Errors
/// `NotFound` for an unknown name or record; `Invalid` at a choice that there is not, or at the
/// second of two; what making it says.
pub async fn output_in(
    cx: &Cx,
    (module, id): (&str, RecordId),
    name: &str,
    asked: &[(String, String)],
) -> Result<Output> {
    let engine = cx.engine.clone();
    let behavior = engine.behavior(module).ok_or(Error::NotFound)?;
    let usual = behavior.outputs.iter().find(|(known, _)| *known == name);
    let (_, usual) = usual.ok_or(Error::NotFound)?;
    let make = match asked {
        [] => usual,
        [(parameter, value)] => chosen(&behavior.forms, name, (parameter, value))?,
        [_, (second, _), ..] => return Err(Error::invalid(second, "one_form_only")),
    };
    let record = material(cx, (module, id), name).await?;
    match kept::rule(&engine, module, name).filter(|_| asked.is_empty()) {
        Some(rule) => kept::give(&cx.engine.system(WHY), (module, id), (rule, *make)).await,
        None => make(cx, &*cx.module(module)?, &record).await,
    }
}

/// A record as it stands, for what is drawn of it beside what it gives out under a name: whoever
/// may have the one may have the other, and it says the same whoever asks.
///
/// # Errors
/// `NotFound` for a record out of reach; `Forbidden` where the output is not for the actor.
pub async fn material(cx: &Cx, (module, id): (&str, RecordId), name: &str) -> Result<Record> {
    cx.actor.rights.demand(module, Right::See)?;
    let behavior = cx.engine.behavior(module).ok_or(Error::NotFound)?;
    let mut needed = behavior.seen_with.iter();
    let hidden =
        needed.find(|(of, other, field)| *of == name && cx.actor.rights.hides(other, field));
    if let Some((_, other, field)) = hidden {
        return Err(Error::forbidden(&format!("{other}.{field}")));
    }
    get(cx, module, id).await?;
    get(&cx.engine.system(WHY), module, id).await
}

/// Why the program reads all of a record, of which its reader may see less.
const WHY: &str = "a record gives out what it holds";

fn chosen<'a>(
    forms: &'a [(Form, Make)],
    name: &str,
    (parameter, value): (&str, &str),
) -> Result<&'a Make> {
    let mut fitting = forms.iter().filter(|(form, _)| form.output == name);
    let form = fitting.find(|(form, _)| form.parameter == parameter && form.value == value);
    let (_, make) = form.ok_or_else(|| {
        let problem = FieldProblem::new(parameter, "not_in_list").with("value", value);
        Error::Invalid(vec![problem])
    })?;
    Ok(make)
}
