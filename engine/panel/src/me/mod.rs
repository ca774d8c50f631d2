//! One's own settings, a page for each of their parts.

mod formats;
mod frame;
mod messages;
mod profile;
mod programs;
mod security;

pub use formats::{FavouriteRow, FormatsPage, formats};
pub use frame::MeFrame;
pub use messages::{DigestChoice, MessagesPage, messages};
pub use profile::{ProfilePage, profile};
pub use programs::{ProgramsPage, programs};
pub use security::{SecurityPage, SessionRow, security};
