//! Who takes part in a document.

use std::sync::Arc;

use catalog::Module;
use kernel::{Address, Link, Result, Value};
use records::{Cx, Record, Work};

/// A record with its module.
#[derive(Clone, Debug)]
pub struct Known {
    module: Arc<Module>,
    record: Record,
}

impl Known {
    /// A record of a module.
    #[must_use]
    pub fn new(module: Arc<Module>, record: Record) -> Self {
        Known { module, record }
    }

    /// What a field holds, the primary of several.
    #[must_use]
    pub fn value(&self, name: &str) -> &Value {
        self.record.value(&self.module, name).primary()
    }

    /// The text of a field, or nothing.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.value(name).as_text().trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The address of a field.
    #[must_use]
    pub fn address(&self, name: &str) -> Address {
        match self.value(name) {
            Value::Address(address) => address.clone(),
            _ => Address::default(),
        }
    }
}

/// Who writes a document and whom it is for.
#[derive(Clone, Debug)]
pub struct Parties {
    /// The company in whose name it is written.
    pub company: Known,
    /// The organisation it is for.
    pub account: Known,
    /// The person it is for, if one is named.
    pub contact: Option<Known>,
}

/// Why the program reads them whoever asks.
const WHY: &str = "a document names who writes it and whom it is for";

impl Parties {
    /// Those of a document, held until the transaction ends.
    ///
    /// # Errors
    /// When the database fails.
    pub fn held(work: &mut Work<'_, '_>, value: impl Fn(&str) -> Value) -> Result<Option<Self>> {
        let mut held = |name: &str| -> Result<Option<Known>> {
            let Value::Link(link) = value(name) else { return Ok(None) };
            let module = work.cx.module(&link.module)?;
            Ok(work.hold(&link, WHY)?.map(|record| Known::new(module, record)))
        };
        let (company, account, contact) = (held("company")?, held("account")?, held("contact")?);
        Ok(company.zip(account).map(|(company, account)| Parties { company, account, contact }))
    }

    /// Those of a stored document, as the program reads them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(cx: &Cx, value: impl Fn(&str) -> Value) -> Result<Option<Self>> {
        let own = cx.engine.system(WHY);
        let link = |name: &str| match value(name) {
            Value::Link(link) => Some(link),
            _ => None,
        };
        let company = known(&own, link("company")).await?;
        let account = known(&own, link("account")).await?;
        let contact = known(&own, link("contact")).await?;
        Ok(company.zip(account).map(|(company, account)| Parties { company, account, contact }))
    }
}

async fn known(cx: &Cx, link: Option<Link>) -> Result<Option<Known>> {
    let Some(link) = link else { return Ok(None) };
    let module = cx.module(&link.module)?;
    let record = records::get(cx, &link.module, link.id).await?;
    Ok(Some(Known::new(module, record)))
}
