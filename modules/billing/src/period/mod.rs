//! Periods that are closed: what counts in the books stays there as it is.

mod books;
#[cfg(test)]
mod tests;

pub use books::behaviors;
