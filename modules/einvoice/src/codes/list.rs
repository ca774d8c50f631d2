//! Looking a code up.

/// Whether a list, with its codes between spaces, has the code, exactly as it is written.
#[must_use]
pub fn has(list: &str, code: &str) -> bool {
    list.split(' ').any(|known| known == code)
}
