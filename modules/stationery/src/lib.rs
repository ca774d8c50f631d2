//! Templates of papers that a house writes itself, in the place of those that come along.
//!
//! **Invariant:** a paper is made whatever a template says: what is faulty or takes too long is
//! passed over, told at the template, and the shipped one stands in. No document is known here.
//!
//! Read `pdf_template` (what a template is, and when it counts) first, then `slot` (what it stands
//! in for), `chosen` (which one fits), `draw` (papers), `tried` (faults before it counts), `sketch`
//! (what is shown while it is typed); `sample` is a paper to try on, `demo` data
//! to look at.

mod chosen;
pub mod demo;
mod draw;
mod fault;
mod offer;
pub mod pdf_template;
mod sample;
mod sketch;
mod slot;
mod tried;
mod words;

pub use draw::{Sheet, draw};
pub use offer::offer;
pub use sketch::{On, sketch};
