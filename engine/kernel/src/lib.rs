//! Values every crate speaks, and the one error.
//!
//! **Invariant:** nothing here reads or writes anything outside memory, waits, or knows a module.
//!
//! Read `value` first (what a field can hold), then `error` (what can go wrong), `text` (how
//! names are folded and sorted), `texts` (labels in two languages), the rest as needed.

mod address;
mod clock;
mod date;
mod decimal;
mod error;
mod formats;
mod geo;
mod id;
mod lines;
mod link;
mod locale;
mod money;
mod phone;
mod rich;
mod text;
mod texts;
mod value;

pub use address::Address;
pub use clock::Clock;
pub use date::{Date, Instant, Time, time_zone_name, time_zone_names};
pub use decimal::{Decimal, from_scaled, parse_decimal, to_scaled};
pub use error::{Error, FieldProblem, Result};
pub use formats::{DateFormat, FormatChoice, Formats, HourFormat, NumberFormat, WeekStart};
pub use geo::{Circle, GeoPoint};
pub use id::{FileId, PrincipalId, RecordId, random, random_hex, random_token};
pub use lines::Line;
pub use link::{FileRef, Link};
pub use locale::{Language, Locale};
pub use money::{Currency, Money};
pub use phone::{digits, e164};
pub use rich::RichText;
pub use text::{fold, one_error, search_terms, sort_key, words};
pub use texts::Texts;
pub use value::{Entry, Value};
