//! What quotes are, as stories.
//!
//! `quotes` tells what they do, `prices` what goods cost in them, `limits` what is refused; `shop`
//! has goods and a customer.

mod limits;
mod prices;
mod quotes;
mod shop;
