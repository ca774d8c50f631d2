//! Pages of records for whoever holds their link and cannot sign in.
//!
//! **Invariant:** a page shows what its module opens and nothing else; looking changes nothing, as
//! programs look at the links of letters too. Which modules open something is not known here.
//!
//! Read `view` (the page), `pages` (what is asked and answered).

mod pages;
mod view;

pub use pages::routes;
