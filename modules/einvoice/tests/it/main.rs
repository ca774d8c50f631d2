//! Documents written, read, judged, and held against the official rules.

mod dice;
mod hostile;
mod hybrid;
mod identifiers;
mod laws;
mod lines;
mod official;
mod random;
mod sample;
mod stated;
mod suite;
mod wrong;
mod wrong_codes;
