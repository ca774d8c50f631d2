//! Documents written, read, judged, and held against the official rules.

mod dice;
mod laws;
mod lines;
mod official;
mod random;
mod suite;
