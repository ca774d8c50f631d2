//! Sums that never fail: what leaves the range of decimals stays at its end.

use kernel::Decimal;

/// Rounds to cents, halves away from zero (DIN 1333).
pub fn cents(number: Decimal) -> Decimal {
    places(number, 2)
}

/// Rounds to so many places, halves away from zero.
pub fn places(number: Decimal, places: u32) -> Decimal {
    let negative = number.is_sign_negative();
    let size = number.abs();
    let cut = size.trunc_with_scale(places);
    let unit = Decimal::new(1, places);
    let is_up = unit <= size.saturating_sub(cut).saturating_mul(Decimal::TWO);
    let rounded = if is_up { cut.saturating_add(unit) } else { cut };
    if negative { -rounded } else { rounded }
}

/// Adds up.
pub fn sum(numbers: impl Iterator<Item = Decimal>) -> Decimal {
    numbers.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// Multiplies.
pub fn times(left: Decimal, right: Decimal) -> Decimal {
    left.saturating_mul(right)
}

/// Divides; by zero it is as if by one.
pub fn over(number: Decimal, divisor: Decimal) -> Decimal {
    if divisor.is_zero() {
        return number;
    }
    let is_negative = number.is_sign_negative() != divisor.is_sign_negative();
    let end = if is_negative { Decimal::MIN } else { Decimal::MAX };
    number.checked_div(divisor).unwrap_or(end)
}
