//! The program: configuration, wiring and commands.
fn main() {}
