//! Maps as SVG that the page draws in its own colours, without asking anybody else for pictures.
//!
//! **Invariant:** pure; knows neither data nor languages: words and addresses arrive ready. Nothing
//! is styled in place: colours are classes, geometry is attributes.
//!
//! Read `sight` (which piece of the earth is looked at), `heap` (points that fall together),
//! `outline` (land and borders) and `draw` (all of it as a picture).

mod clip;
mod draw;
mod heap;
mod outline;
mod sight;

pub use draw::{Map, Mark, draw};
pub use heap::{Heap, heaps};
pub use sight::{FARTHEST, HEIGHT, NEAREST, Sight, WIDTH};
