//! The link fields by which anything points to a record. Most lists beside it are empty, and one
//! question that tells which ones they are costs less than asking each of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use catalog::Module;
use kernel::{RecordId, Result};
use records::Cx;

/// Link fields by which nothing points to a record, each with the code of its module.
#[derive(Clone, Debug, Default)]
pub struct Inbound {
    unused: BTreeSet<(String, String)>,
}

impl Inbound {
    /// Whether records may point to it by a field.
    #[must_use]
    pub fn may(&self, module: &str, field: &str) -> bool {
        !self.unused.contains(&(module.to_owned(), field.to_owned()))
    }
}

/// Finds out by which link fields records point to one.
///
/// # Errors
/// When the database fails.
pub async fn inbound(cx: &Cx, module: &str, id: RecordId) -> Result<Inbound> {
    let mut links: Vec<(Arc<Module>, String)> = Vec::new();
    for other in cx.catalog.modules() {
        let fields = other.fields.iter().filter(|field| field.kind.leads_to(module));
        links.extend(fields.map(|field| (other.clone(), field.name.clone())));
    }
    let pointing = records::pointing(cx, id, links.clone()).await?;
    let unused = links.into_iter().zip(pointing).filter(|(_, points)| !points);
    let unused = unused.map(|((module, field), _)| (module.code.clone(), field)).collect();
    Ok(Inbound { unused })
}
