//! Assets: single devices with their serial number, where they are, and until when they are under
//! warranty.

pub mod fields;
pub(crate) mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What an asset is.
pub const DEFINITION: &str = include_str!("asset.toml");

/// What an asset does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("asset")
        .needs(&["product.name"])
        .derive(rules::called_like_its_product)
        .derive(rules::number_is_one_word)
        .follow(rules::number_is_there_once)
}
