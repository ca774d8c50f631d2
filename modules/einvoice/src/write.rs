//! The door: an invoice becomes bytes of XML.

use crate::model::Invoice;
use crate::profile::{Profile, Syntax};
use crate::reduce::reduced;
use crate::totals::totals;
use crate::{cii, ubl};

/// Why a document cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// The profile has no such syntax; see `Profile::syntaxes`.
    NoSuchSyntax,
}

impl std::fmt::Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unwritable::NoSuchSyntax => f.write_str("einvoice_no_such_syntax"),
        }
    }
}

impl std::error::Error for Unwritable {}

/// Writes a document, with totals that follow from its lines; the same document always gives the
/// same bytes. What the profile cannot carry is left out; `check` says what that is.
///
/// # Errors
/// When the profile has no such syntax.
pub fn write(invoice: &Invoice, profile: Profile, syntax: Syntax) -> Result<Vec<u8>, Unwritable> {
    if !profile.syntaxes().contains(&syntax) {
        return Err(Unwritable::NoSuchSyntax);
    }
    let invoice = reduced(invoice, profile);
    let totals = totals(&invoice);
    let root = match syntax {
        Syntax::Ubl => ubl::write(&invoice, &totals, profile.specification()),
        Syntax::Cii => cii::write(&invoice, &totals, profile.specification()),
    };
    Ok(root.document())
}
