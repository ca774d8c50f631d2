//! The other house as it is asked: one address, its operations, and what can go wrong.

mod ask;
mod speak;
mod trouble;

pub use ask::{Access, Client, address_of};
pub use speak::{COMMENTS, DOCUMENTS, Described, DescribedField, FileThere, Told, scalar};
pub use trouble::Trouble;
