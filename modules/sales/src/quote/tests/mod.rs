//! What quotes are, as stories.
//!
//! `quotes` tells what they do, `prices` what goods cost in them.

mod prices;
mod quotes;
