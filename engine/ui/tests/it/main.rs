//! Every view in both languages, and every field type there and back.

mod fields;
mod markup;
mod samples;
mod typed;
mod views;
