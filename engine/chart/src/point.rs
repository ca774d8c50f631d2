//! What a chart shows.

/// A chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// What it shows, in words.
    pub title: String,
    /// What can be seen in it, in a sentence, for who cannot.
    pub about: String,
    /// Its points, in order.
    pub points: Vec<Point>,
    /// What the parts of points stand for: word and hue.
    pub legend: Vec<(String, u16)>,
}

/// One point: a bar, a slice, a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// Its word.
    pub label: String,
    /// How large it is.
    pub size: i64,
    /// The same in words.
    pub text: String,
    /// What lies behind it.
    pub href: Option<String>,
    /// Its hue, a multiple of ten; none has the colour of the house.
    pub hue: Option<u16>,
    /// Parts it consists of, in the order of the legend.
    pub parts: Vec<Part>,
}

/// A part of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How large it is.
    pub size: i64,
    /// Its hue.
    pub hue: u16,
}

impl Chart {
    /// The size of the largest point, at least one.
    #[must_use]
    pub fn largest(&self) -> i64 {
        self.points.iter().map(|point| point.size).max().unwrap_or(1).max(1)
    }
}

/// A share of a length; nothing is larger than the whole or smaller than none.
pub(crate) fn share(size: i64, whole: i64, length: i64) -> i64 {
    let share = i128::from(size.max(0)) * i128::from(length) / i128::from(whole.max(1));
    i64::try_from(share).unwrap_or(length).min(length)
}

/// The class of a hue.
pub(crate) fn hue(hue: Option<u16>) -> String {
    hue.map_or_else(|| "chart__own".into(), |hue| format!("h-{hue}"))
}
