//! Everything that lies near a point.

use super::{GeoPoint, read};

/// Metres of a degree of latitude.
const OF_DEGREE: i64 = 111_195;
/// How far a circle may reach, in metres: about half around the earth.
const FARTHEST: i64 = 20_000_000;

/// A point and what lies around it up to a distance.
///
/// The earth is taken as flat around the centre: a degree of longitude counts as long as it is
/// there. All of it is whole numbers, so that a database that divides toward zero finds exactly
/// the same points. A circle ends at the date line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circle {
    /// Its centre.
    pub centre: GeoPoint,
    /// Its radius in metres, more than nothing and at most 20,000 km.
    metres: i64,
}

impl Circle {
    /// The length of a degree of longitude is counted in so many parts of one of latitude.
    pub const PARTS: i64 = 10_000;

    /// Makes a circle; `None` when it reaches nowhere or too far.
    #[must_use]
    pub fn new(centre: GeoPoint, metres: i64) -> Option<Self> {
        (1..=FARTHEST).contains(&metres).then_some(Circle { centre, metres })
    }

    /// Reads `48.137154, 11.576124, 25 km`; the distance is in `km` or `m`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let at = text.rfind(';').or_else(|| text.rfind(','))?;
        let distance = text[at + 1..].trim();
        let unit = distance.find(|c: char| c.is_ascii_alphabetic())?;
        let per_unit = match &distance[unit..] {
            "km" | "KM" | "Km" => 1_000,
            "m" | "M" => 1,
            _ => return None,
        };
        let millionths = read::millionths(distance[..unit].trim())?;
        let metres = millionths.checked_mul(per_unit)? / GeoPoint::DEGREE;
        Circle::new(GeoPoint::parse(&text[..at])?, metres)
    }

    /// Its radius in metres.
    #[must_use]
    pub fn metres(self) -> i64 {
        self.metres
    }

    /// Its radius in millionths of a degree of latitude.
    #[must_use]
    pub fn reach(self) -> i64 {
        self.metres * GeoPoint::DEGREE / OF_DEGREE
    }

    /// How long a degree of longitude is at its centre, in ten thousandths of one of latitude.
    #[must_use]
    pub fn shrink(self) -> i64 {
        let (lat, _) = self.centre.degrees();
        (lat.to_radians().cos() * 10_000.0).round() as i64
    }

    /// Tells whether a point lies in it.
    #[must_use]
    pub fn holds(self, point: GeoPoint) -> bool {
        let reach = self.reach();
        let north = point.lat() - self.centre.lat();
        let east = (point.lon() - self.centre.lon()) * self.shrink() / Self::PARTS;
        north.abs() <= reach && north * north + east * east <= reach * reach
    }
}

impl std::fmt::Display for Circle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.metres % 1_000 {
            0 => write!(f, "{}, {} km", self.centre, self.metres / 1_000),
            _ => write!(f, "{}, {} m", self.centre, self.metres),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_read_and_written() {
        for (text, written) in [
            ("48.137154, 11.576124, 25 km", "48.137154, 11.576124, 25 km"),
            ("48,137154; 11,576124; 2,5km", "48.137154, 11.576124, 2500 m"),
            ("geo:48.1,11.5, 900 m", "48.100000, 11.500000, 900 m"),
            ("48°30'N 11°E, 20000 km", "48.500000, 11.000000, 20000 km"),
        ] {
            let circle = Circle::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(circle.to_string(), written);
            assert_eq!(Circle::parse(written), Some(circle));
        }
        for wrong in
            ["", "48.1, 11.5", "48.1, 11.5, 25", "48.1, 11.5, 0 km", "48.1, 11.5, 20001 km", "km"]
        {
            assert_eq!(Circle::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_near_lies_in_the_circle() {
        let munich = GeoPoint::parse("48.137154, 11.576124").unwrap();
        let augsburg = GeoPoint::parse("48.370545, 10.897790").unwrap();
        let near = |km: i64| Circle::new(munich, km * 1_000).unwrap().holds(augsburg);
        // 56.6 km apart.
        assert!(near(58) && !near(55));
        assert!(Circle::new(munich, 1).unwrap().holds(munich));
        let pole = GeoPoint::new(90_000_000, 0).unwrap();
        let far = GeoPoint::new(-90_000_000, 180_000_000).unwrap();
        assert!(!Circle::new(pole, FARTHEST).unwrap().holds(far));
    }
}
