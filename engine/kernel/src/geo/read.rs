//! Points out of texts that people typed or copied.

use super::{GeoPoint, angle};

/// Characters that somebody's point may have.
const LONGEST: usize = 100;

pub fn point(text: &str) -> Option<GeoPoint> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return None;
    }
    if let Some((scheme, rest)) = text.split_once(':') {
        return scheme.eq_ignore_ascii_case("geo").then(|| address(rest))?;
    }
    if text.contains(|c: char| c == '°' || c == 'º' || c.is_alphabetic()) {
        return angle::point(text);
    }
    let (lat, lon) = halves(text)?;
    GeoPoint::new(millionths(lat)?, millionths(lon)?)
}

/// What follows the scheme (RFC 5870): coordinates, perhaps a height, and parameters.
fn address(text: &str) -> Option<GeoPoint> {
    let mut parts = text.split(';');
    let numbers: Vec<&str> = parts.next()?.split(',').collect();
    let known = |part: &str| match part.split_once('=') {
        Some((name, system)) if name.eq_ignore_ascii_case("crs") => {
            system.eq_ignore_ascii_case("wgs84")
        }
        _ => true,
    };
    let number = |text: &str| millionths(text).filter(|_| !text.contains(','));
    match numbers.as_slice() {
        [lat, lon] | [lat, lon, _] if parts.all(known) => {
            numbers.get(2).is_none_or(|height| millionths(height).is_some()).then_some(())?;
            GeoPoint::new(number(lat)?, number(lon)?)
        }
        _ => None,
    }
}

/// Two numbers beside each other; a semicolon parts them, else a space, else a comma.
fn halves(text: &str) -> Option<(&str, &str)> {
    if let Some((lat, lon)) = text.split_once(';') {
        return Some((lat.trim(), lon.trim()));
    }
    let spaced = text.split_whitespace().filter(|word| *word != ",").collect::<Vec<_>>();
    match spaced.as_slice() {
        [lat, lon] => Some((lat.strip_suffix(',').unwrap_or(lat), lon.trim_start_matches(','))),
        [one] => {
            let (lat, lon) = one.split_once(',')?;
            (!lon.contains(',')).then_some((lat, lon))
        }
        _ => None,
    }
}

/// A number with a point or a comma, in millionths; what comes after six places is rounded.
pub fn millionths(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) || whole.len() > 9 {
        return None;
    }
    let digit = |at: usize| fraction.as_bytes().get(at).map_or(0, |byte| i64::from(byte - b'0'));
    let places = (0..6).fold(0, |sum, at| sum * 10 + digit(at));
    let rounded = places + i64::from(digit(6) > 4);
    Some(sign * (whole.parse::<i64>().ok()? * GeoPoint::DEGREE + rounded))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::*;

    #[test]
    fn a_point_is_read_as_people_write_it() {
        for text in [
            "48.137154, 11.576124",
            "48.137154,11.576124",
            " 48.137154 11.576124 ",
            "48,137154; 11,576124",
            "48,137154, 11,576124",
            "48,137154 , 11,576124",
            "+48.1371541, 11.5761239",
            "geo:48.137154,11.576124",
            "GEO:48.137154,11.576124,520;crs=WGS84;u=35",
            "48.137154° N, 11.576124° E",
            "48,137154° N, 11,576124° O",
            "N 48.137154° E 11.576124°",
            "11.576124° Ost 48.137154° Nord",
        ] {
            let point = GeoPoint::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(point.to_string(), "48.137154, 11.576124", "{text}");
        }
        for text in [
            "48°8'13.8\"N 11°34'34\"E",
            "48° 8′ 13,8″ N, 11° 34′ 34″ O",
            "N48°8'13.8'' O11°34'34''",
            "48 8 13.8 N 11 34 34 E",
            "48°8'13.8\" 11°34'34\"",
        ] {
            let point = GeoPoint::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(point.to_string(), "48.137167, 11.576111", "{text}");
        }
        let south = GeoPoint::parse("33°51′S 70.5°W").unwrap();
        assert_eq!(south.to_string(), "-33.850000, -70.500000");
        assert_eq!(GeoPoint::parse("\u{2212}33.85 -70.5"), Some(south));
    }

    #[test]
    fn what_is_no_point_is_refused() {
        for text in [
            "",
            "48",
            "48,137154",
            "91, 0",
            "0, 181",
            "1, 2, 3",
            "a, b",
            "48..1, 2",
            "48.1.2, 3",
            "geo:48,1,2,3",
            "geo:48.1",
            "geo:48,11;crs=moon",
            "http:48,11",
            "48°61'N 11°E",
            "48°N 11°N",
            "48°N",
            "-48°N 11°E",
            "48.5°30'N 11°E",
            "N E",
            "°",
            "48'N 11'E",
            "99999999999999999999, 1",
            "٤٨, ١١",
            "48°8'13.8\"\"N 11°E",
            "48°N 11°E 5",
        ] {
            assert_eq!(GeoPoint::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            lat in -90_000_000_i64..=90_000_000,
            lon in -180_000_000_i64..=180_000_000,
        ) {
            let point = GeoPoint::new(lat, lon).unwrap();
            assert_eq!(GeoPoint::parse(&point.to_string()), Some(point));
            let (north, east) = point.degrees();
            assert_eq!(GeoPoint::from_degrees(north, east), Some(point));
        }

        #[test]
        fn hostile_texts_are_answered(text in any::<String>()) {
            let _ = GeoPoint::parse(&text);
            let _ = crate::Circle::parse(&text);
        }

        #[test]
        fn texts_of_marks_are_answered(text in "[-0-9.,;:°'\"NSEOWgeokm ]{0,40}") {
            let _ = GeoPoint::parse(&text);
            let _ = crate::Circle::parse(&text);
        }
    }
}
