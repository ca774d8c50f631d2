//! Where fields stand: blocks, and the order in them.

use catalog::Change;
use kernel::{Error, Result};
use records::Cx;

use crate::name::{Labels, name, relabel};

/// Where a field goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// To the end of a block.
    Block(String),
    /// From the screens; its values stay.
    Hidden,
}

/// Puts a field elsewhere.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Conflict` `field_needed` for a field
/// that has to be seen.
pub async fn place(cx: &Cx, module: &str, field: &str, place: Place) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let found = cx.module(module)?;
    let known = found.field(field).filter(|field| field.system.is_none());
    let is_required = known.ok_or(Error::NotFound)?.required;
    let is_hidden = !found.blocks.iter().any(|block| block.fields.iter().any(|f| f == field));
    let (module, field) = (module.to_owned(), field.to_owned());
    let change = match place {
        Place::Hidden if is_required => return Err(Error::conflict("field_needed")),
        Place::Hidden => Change::HideField { module, field },
        Place::Block(block) if found.blocks.iter().all(|known| known.name != block) => {
            return Err(Error::NotFound);
        }
        Place::Block(block) if is_hidden => Change::ShowField { module, field, block },
        Place::Block(block) => Change::MoveToBlock { module, field, block },
    };
    cx.engine.change(cx, change).await
}

/// Puts the fields of a block into an order.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Conflict` `stale` when others have
/// changed the block meanwhile.
pub async fn order(cx: &Cx, module: &str, block: &str, fields: Vec<String>) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let found = cx.module(module)?;
    let known = found.blocks.iter().find(|known| known.name == block).ok_or(Error::NotFound)?;
    if known.fields == fields {
        return Ok(());
    }
    let same =
        known.fields.len() == fields.len() && fields.iter().all(|f| known.fields.contains(f));
    if !same {
        return Err(Error::conflict("stale"));
    }
    let (module, block) = (module.to_owned(), block.to_owned());
    cx.engine.change(cx, Change::OrderFields { module, block, fields }).await
}

/// Adds a block.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at `label`.
pub async fn add_block(cx: &Cx, module: &str, labels: &Labels) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let labels = labels.checked("label").map_err(|problem| Error::Invalid(vec![problem]))?;
    let first = labels.first().map_or("", |(_, label)| label.as_str());
    let block = name(first, |name| module.blocks.iter().any(|block| block.name == name));
    let key = module.key("block", &block);
    let mut changes = vec![Change::AddBlock { module: module.code.clone(), block }];
    changes.extend(relabel(cx, &key, &labels));
    cx.engine.shape(cx, changes).await.map(drop)
}

/// Takes an empty block away.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Conflict` `block_full`.
pub async fn remove_block(cx: &Cx, module: &str, block: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let found = cx.module(module)?;
    let known = found.blocks.iter().find(|known| known.name == block).ok_or(Error::NotFound)?;
    if !known.fields.is_empty() {
        return Err(Error::conflict("block_full"));
    }
    let (module, block) = (module.to_owned(), block.to_owned());
    cx.engine.change(cx, Change::RemoveBlock { module, block }).await
}
