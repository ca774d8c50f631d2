//! Documents written, read, judged, and held against the official rules.

mod dice;
mod hostile;
mod hybrid;
mod laws;
mod lines;
mod official;
mod random;
mod suite;
