//! XML as a tree: what is written, and what was read within limits.

mod charset;
mod element;
mod node;
mod parse;
mod typed;

pub use element::Element;
pub use node::Node;
pub use parse::parse;
