//! Charts as SVG that the page draws in its own colours.
//!
//! **Invariant:** pure; knows neither data nor languages: words, addresses and numbers arrive
//! ready. Nothing is styled in place: colours are classes, geometry is attributes, and text stays
//! outside of the picture, where it keeps its size.
//!
//! Read `point` (what is shown), `bar`, `funnel`, `line` and `pie` (the forms).

mod bar;
mod funnel;
mod line;
mod pie;
mod point;

pub use bar::bar;
pub use funnel::funnel;
pub use line::line;
pub use pie::pie;
pub use point::{Chart, Part, Point};
