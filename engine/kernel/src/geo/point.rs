//! A point on the earth.

use super::read;

/// A point on the earth (WGS 84), exact to a millionth of a degree, about a tenth of a metre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GeoPoint {
    /// Millionths of a degree to the north, from -90 to 90 degrees.
    lat: i32,
    /// Millionths of a degree to the east, from -180 to 180 degrees.
    lon: i32,
}

impl GeoPoint {
    /// Millionths that a degree has.
    pub const DEGREE: i64 = 1_000_000;

    /// Makes a point of millionths of a degree; `None` where the earth has none.
    #[must_use]
    pub fn new(lat: i64, lon: i64) -> Option<Self> {
        let lat = i32::try_from(lat).ok().filter(|lat| lat.abs() <= 90_000_000)?;
        let lon = i32::try_from(lon).ok().filter(|lon| lon.abs() <= 180_000_000)?;
        Some(GeoPoint { lat, lon })
    }

    /// Makes a point of degrees, rounded to the next millionth.
    #[must_use]
    pub fn from_degrees(lat: f64, lon: f64) -> Option<Self> {
        // What is no number becomes 0 as a whole number, and what is too large the largest one.
        let whole = |degrees: f64| (degrees * 1e6).round() as i64;
        if lat.is_nan() || lon.is_nan() {
            return None;
        }
        GeoPoint::new(whole(lat), whole(lon))
    }

    /// Reads a point as people and programs write it: `48.137154, 11.576124`,
    /// `48,137154; 11,576124`, `geo:48.137154,11.576124` (RFC 5870) or `48°8'13.8"N 11°34'34"E`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        read::point(text)
    }

    /// Millionths of a degree to the north.
    #[must_use]
    pub fn lat(self) -> i64 {
        i64::from(self.lat)
    }

    /// Millionths of a degree to the east.
    #[must_use]
    pub fn lon(self) -> i64 {
        i64::from(self.lon)
    }

    /// Degrees to the north and to the east.
    #[must_use]
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.lat) / 1e6, f64::from(self.lon) / 1e6)
    }
}

impl std::fmt::Display for GeoPoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let degrees = |n: i32| {
            let sign = if n < 0 { "-" } else { "" };
            let n = n.unsigned_abs();
            format!("{sign}{}.{:06}", n / 1_000_000, n % 1_000_000)
        };
        write!(f, "{}, {}", degrees(self.lat), degrees(self.lon))
    }
}
