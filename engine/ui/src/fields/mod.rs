//! Field types: how each is shown, edited and read back from a form.

mod form;

pub use form::Form;
