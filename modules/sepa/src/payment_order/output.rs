//! The file of an order, as it was written when it was approved.

use catalog::Module;
use kernel::Error;
use records::{Cx, Making, Output, Record};

use super::fields;

/// Gives out the file: the same bytes whenever it is asked for.
pub fn file<'a>(cx: &'a Cx, module: &'a Module, order: &'a Record) -> Making<'a> {
    Box::pin(async move {
        let hidden = ["invoice", "incoming_invoice"];
        let hidden = hidden.into_iter().find(|module| cx.actor.rights.hides(module, "total"));
        if let Some(hidden) = hidden {
            return Err(Error::forbidden(&format!("{hidden}.total")));
        }
        let text = |name: &str| order.value(module, name).as_text().to_owned();
        let xml = Some(text(fields::FILE.name())).filter(|xml| !xml.is_empty());
        let bytes = xml.ok_or_else(|| Error::conflict("not_approved"))?.into_bytes();
        Ok(Output::of(format!("{}.xml", text(fields::NUMBER.name())), bytes))
    })
}
