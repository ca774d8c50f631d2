//! What records give out under a name: papers, and files for other programs.

use std::future::Future;
use std::pin::Pin;

use access::Right;
use catalog::Module;
use kernel::{Error, RecordId, Result};
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
}

impl Output {
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

/// Names under which records of a module give something out, such as `document.pdf`, each with its
/// media type.
#[must_use]
pub fn outputs(cx: &Cx, module: &str) -> Vec<(&'static str, &'static str)> {
    let behavior = cx.engine.behavior(module);
    let outputs = behavior.into_iter().flat_map(|behavior| &behavior.outputs);
    outputs.map(|(name, _)| (*name, media_type(name))).collect()
}

/// The media type of a file by the end of its name.
pub(super) fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "pdf")) => "application/pdf",
        Some((_, "xml")) => "application/xml",
        Some((_, "zip")) => "application/zip",
        Some(_) | None => "application/octet-stream",
    }
}

/// What a record gives out under a name.
///
/// # Errors
/// `NotFound` for an unknown name or record; what making it says.
pub async fn output(cx: &Cx, module: &str, id: RecordId, name: &str) -> Result<Output> {
    cx.actor.rights.demand(module, Right::See)?;
    let engine = cx.engine.clone();
    let known = engine.behavior(module).into_iter().flat_map(|behavior| &behavior.outputs);
    let (_, make) = known.into_iter().find(|(known, _)| *known == name).ok_or(Error::NotFound)?;
    let mut needed = engine.behavior(module).into_iter().flat_map(|behavior| &behavior.seen_with);
    let hidden =
        needed.find(|(of, other, field)| *of == name && cx.actor.rights.hides(other, field));
    if let Some((_, other, field)) = hidden {
        return Err(Error::forbidden(&format!("{other}.{field}")));
    }
    get(cx, module, id).await?;
    // A paper says the same whoever asks for it.
    let own = cx.engine.system("a record gives out what it holds");
    match kept::rule(&engine, module, name) {
        Some(rule) => kept::give(&own, (module, id), (rule, *make)).await,
        None => {
            let record = get(&own, module, id).await?;
            make(cx, &*cx.module(module)?, &record).await
        }
    }
}
