//! What quotes are, as stories.
//!
//! `quotes` tells what they do, `prices` what goods cost in them, `limits` what is refused, `link`
//! what is open by a link, `choice` what customers choose; `shop` has goods and a customer.

mod choice;
mod limits;
mod link;
mod prices;
mod quotes;
mod shop;
