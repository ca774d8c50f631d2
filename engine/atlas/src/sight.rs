//! Which piece of the earth is looked at.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use kernel::GeoPoint;

/// Units that a picture is wide.
pub const WIDTH: f64 = 900.0;
/// Units that a picture is high.
pub const HEIGHT: f64 = 640.0;
/// The zoom that shows the whole world.
pub const FARTHEST: u8 = 3;
/// The zoom that shows a few streets.
pub const NEAREST: u8 = 28;

/// Narrow screens cut the sides off, so what has to be seen stands in the middle.
const INSIDE: (f64, f64) = (480.0, 560.0);
/// Points that lie at one place are not looked at more closely than this.
const ALONE: u8 = 16;
/// Metres around the equator.
const AROUND: f64 = 40_075_017.0;

/// A piece of the earth, drawn after Mercator: its middle, and how close it is.
///
/// The middle counts from the north-west corner of a world that is one unit wide and high. Two
/// steps of zoom double the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    x: f64,
    y: f64,
    zoom: u8,
}

impl Sight {
    /// Looks at a point.
    #[must_use]
    pub fn at(centre: GeoPoint, zoom: u8) -> Self {
        let (x, y) = projected(centre);
        Sight { x, y, zoom: zoom.clamp(FARTHEST, NEAREST) }
    }

    /// Looks at points so closely that all of them are just seen; at the middle of Europe when
    /// there is none.
    #[must_use]
    pub fn of(points: impl IntoIterator<Item = GeoPoint>) -> Self {
        let mut bounds: Option<[f64; 4]> = None;
        for (x, y) in points.into_iter().map(projected) {
            let [west, north, east, south] = bounds.unwrap_or([x, y, x, y]);
            bounds = Some([west.min(x), north.min(y), east.max(x), south.max(y)]);
        }
        let Some([west, north, east, south]) = bounds else {
            return Sight { x: 0.528, y: 0.337, zoom: 11 };
        };
        let fits = |zoom: &u8| {
            let world = world(*zoom);
            (east - west) * world <= INSIDE.0 && (south - north) * world <= INSIDE.1
        };
        let is_one_place = east - west < 1e-9 && south - north < 1e-9;
        let closest = if is_one_place { ALONE } else { NEAREST };
        let zoom = (FARTHEST..=closest).rev().find(fits).unwrap_or(FARTHEST);
        Sight { x: (west + east) / 2.0, y: (north + south) / 2.0, zoom }
    }

    /// Reads what `to_string` writes: `48.137154,11.576124,16`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (centre, zoom) = text.rsplit_once(',')?;
        let zoom = zoom.parse().ok().filter(|zoom| (FARTHEST..=NEAREST).contains(zoom))?;
        Some(Sight::at(GeoPoint::parse(centre)?, zoom))
    }

    /// How close it is.
    #[must_use]
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// Its middle.
    #[must_use]
    pub fn centre(self) -> GeoPoint {
        let lat = 2.0 * ((1.0 - 2.0 * self.y) * PI).exp().atan() - FRAC_PI_2;
        let centre = GeoPoint::from_degrees(lat.to_degrees(), self.x * 360.0 - 180.0);
        // The middle never leaves the world, so there is such a point.
        centre.unwrap_or(GeoPoint::from_degrees(0.0, 0.0).expect("a point of the equator"))
    }

    /// The same middle from nearer or farther.
    #[must_use]
    pub fn zoomed(self, steps: i8) -> Option<Self> {
        let zoom = self.zoom.checked_add_signed(steps)?;
        (FARTHEST..=NEAREST).contains(&zoom).then_some(Sight { zoom, ..self })
    }

    /// What lies beside it, in parts of the picture to the east and to the south.
    #[must_use]
    pub fn moved(self, east: f64, south: f64) -> Self {
        let world = world(self.zoom);
        let x = (self.x + east * WIDTH / world).clamp(0.0, 1.0);
        let y = (self.y + south * HEIGHT / world).clamp(0.0, 1.0);
        Sight { x, y, ..self }
    }

    /// Where a point stands in the picture; none when it is outside of it.
    #[must_use]
    pub fn place(self, point: GeoPoint) -> Option<(f64, f64)> {
        let (x, y) = self.unit(projected(point));
        let is_inside = (0.0..=WIDTH).contains(&x) && (0.0..=HEIGHT).contains(&y);
        is_inside.then_some((x, y))
    }

    /// A place of the world in units of the picture.
    pub(crate) fn unit(self, (x, y): (f64, f64)) -> (f64, f64) {
        let world = world(self.zoom);
        ((x - self.x) * world + WIDTH / 2.0, (y - self.y) * world + HEIGHT / 2.0)
    }

    /// How far its middle is from its farthest corner, in metres.
    #[must_use]
    pub fn reach(self) -> i64 {
        (self.metres() * WIDTH.hypot(HEIGHT) / 2.0).ceil() as i64
    }

    /// A round length that fits into a corner: units of the picture, and metres.
    #[must_use]
    pub fn scale(self) -> (f64, i64) {
        let metres = self.metres();
        let mut steps = (1..8).flat_map(|n| [1, 2, 5].map(|digit| digit * 10_i64.pow(n)));
        let fitting = steps.rfind(|step| *step as f64 / metres <= 160.0).unwrap_or(10);
        (fitting as f64 / metres, fitting)
    }

    /// Metres of a unit in its middle.
    fn metres(self) -> f64 {
        let (lat, _) = self.centre().degrees();
        AROUND * lat.to_radians().cos() / world(self.zoom)
    }
}

impl std::fmt::Display for Sight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (lat, lon) = self.centre().degrees();
        write!(f, "{lat:.6},{lon:.6},{}", self.zoom)
    }
}

/// Units that the world is wide.
fn world(zoom: u8) -> f64 {
    256.0 * (f64::from(zoom) / 2.0).exp2()
}

fn projected(point: GeoPoint) -> (f64, f64) {
    let (lat, lon) = point.degrees();
    let north = (FRAC_PI_4 + lat.clamp(-85.0, 85.0).to_radians() / 2.0).tan().ln();
    ((lon + 180.0) / 360.0, (1.0 - north / PI) / 2.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::*;

    fn point(text: &str) -> GeoPoint {
        GeoPoint::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn what_is_looked_at_is_seen() {
        let points = ["52.52, 13.40", "47.38, 8.54", "48.21, 16.37"].map(point);
        let sight = Sight::of(points);
        for point in points {
            let (x, y) = sight.place(point).unwrap();
            assert!((210.0..=690.0).contains(&x) && (40.0..=600.0).contains(&y), "{x} {y}");
        }
        let closer = sight.zoomed(1).unwrap();
        let spread = |sight: Sight| {
            let y = |text: &str| sight.unit(projected(point(text))).1;
            y("47.38, 8.54") - y("52.52, 13.40")
        };
        assert!(spread(closer) > 560.0 || spread(sight) < 560.0);
        assert_eq!(sight.place(point("40.71, -74.01")), None);
        let berlin = GeoPoint::parse("52.5, 13.4").unwrap();
        assert!(Sight::of([]).place(berlin).is_some(), "without points Europe is looked at");
        assert_eq!(Sight::of([points[0], points[0]]).zoom(), ALONE);
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let sight = Sight::at(point("50, 10"), 12);
        let (x, y) = sight.place(point("51, 11")).unwrap();
        assert!(x > WIDTH / 2.0 && y < HEIGHT / 2.0);
        assert_eq!(
            sight.place(sight.centre()).map(|(x, y)| (x.round(), y.round())),
            Some((450.0, 320.0))
        );
        let beside = sight.moved(0.25, -0.25).centre().degrees();
        assert!(beside.0 > 50.0 && beside.1 > 10.0);
    }

    #[test]
    fn a_scale_is_round() {
        let (units, metres) = Sight::at(point("50, 10"), 12).scale();
        assert_eq!(metres, 200_000);
        assert!((60.0..=160.0).contains(&units), "{units}");
    }

    #[test]
    fn what_is_no_sight_is_refused() {
        for wrong in ["", "48,11", "48.1,11.5,2", "48.1,11.5,29", "91.1,11.5,9", "NaN,NaN,9", "x"] {
            assert_eq!(Sight::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_sight_is_read_as_it_was_written(
            lat in -85_000_000_i64..=85_000_000,
            lon in -180_000_000_i64..=180_000_000,
            zoom in FARTHEST..=NEAREST,
        ) {
            let sight = Sight::at(GeoPoint::new(lat, lon).unwrap(), zoom);
            let again = Sight::parse(&sight.to_string()).unwrap();
            let (old, new) = (sight.centre(), again.centre());
            assert!((old.lat() - new.lat()).abs() < 2 && (old.lon() - new.lon()).abs() < 2);
            assert_eq!(again.zoom(), zoom);
            assert!(again.reach() > 0 && again.scale().0 > 0.0);
        }

        #[test]
        fn hostile_texts_are_answered(text in any::<String>()) {
            let _ = Sight::parse(&text);
        }
    }
}
