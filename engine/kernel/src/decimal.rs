//! Decimal numbers and their stored form, whole numbers scaled by a power of ten.

pub use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

/// Scales a number to the stored form; `None` when it does not fit into 64 bits.
///
/// Places beyond `scale` are rounded half away from zero, as commercial rounding does (DIN 1333).
#[must_use]
pub fn to_scaled(number: Decimal, scale: u32) -> Option<i64> {
    let mut rounded = number.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(scale);
    i64::try_from(rounded.mantissa()).ok().filter(|_| rounded.scale() == scale)
}

/// Reads the stored form back.
#[must_use]
pub fn from_scaled(stored: i64, scale: u32) -> Decimal {
    Decimal::new(stored, scale).normalize()
}

/// Reads a plain decimal such as `-1234.50`; no exponents, no separators, no spaces inside.
#[must_use]
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let body = text.strip_prefix('-').unwrap_or(text);
    let plain = !body.is_empty() && body.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_away_from_zero() {
        let half: Decimal = "2.345".parse().unwrap();
        assert_eq!(to_scaled(half, 2), Some(235));
        assert_eq!(to_scaled(-half, 2), Some(-235));
        assert_eq!(to_scaled(Decimal::MAX, 4), None);
        assert_eq!(from_scaled(23500, 4).to_string(), "2.35");
        assert_eq!(parse_decimal("1e9"), None);
        assert_eq!(parse_decimal("NaN"), None);
    }
}
