//! What a tax consultant gets for a stretch of time: bookings, debtors and documents.
//!
//! Read `gathered` (which records), `booked` (what is booked for each), `files`.

mod booked;
pub mod fields;
mod files;
mod gathered;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What an export is.
pub const DEFINITION: &str = include_str!("datev_export.toml");

/// What an export does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("datev_export")
        .output("bookings.zip", files::bookings)
        .output("documents.zip", files::documents)
        .made_by_job("documents.zip")
}
