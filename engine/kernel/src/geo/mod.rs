//! Points on the earth, and circles around them.

mod angle;
mod circle;
mod point;
mod read;

pub use circle::Circle;
pub use point::GeoPoint;
