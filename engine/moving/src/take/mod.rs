//! Rows of the other house become records: read, translated, compared, saved.

mod both;
mod mapped;
mod moment;
mod portion;
mod row;
mod value;

pub(crate) use both::Past;
pub(crate) use mapped::{Known, Mapped};
pub(crate) use moment::{author, by};
pub(crate) use portion::{Round, Take, take};
