//! One act on many records, as stories on both databases.

mod acts;
mod refusals;
mod runs;
mod stage;
