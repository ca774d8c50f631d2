//! Hues as classes, because a strict policy forbids style attributes.

/// The class that carries a hue, or no class.
#[must_use]
pub fn hue_class(hue: Option<u16>) -> Option<String> {
    hue.map(|hue| format!("h-{}", hue % 360 / 10 * 10))
}
