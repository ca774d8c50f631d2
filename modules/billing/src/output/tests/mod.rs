//! What documents give out, as stories: what is kept of it, and templates of the house.

mod kept;
mod templates;
