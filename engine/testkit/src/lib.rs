//! Scenarios on both databases, written as prose, and a library to try the engine with.
//!
//! **Invariant:** knows the engine up to `records` and takes the modules of a scenario as a
//! parameter; what it brings along itself is a made-up library of books.
//!
//! Read `scenario` (one text, two databases), `scene` (the stage), `person` (who acts), `value`
//! (values as a person writes them), `setting` and `library` (the modules of a scenario), `step`
//! (what writers save until they are killed), `firm` (roles and groups), `postbox` (a mail server).

mod firm;
pub mod library;
mod person;
mod postbox;
mod refusal;
mod scenario;
mod scene;
mod setting;
mod step;
mod value;

pub use access::{FieldRight, Level, Right, Rights, Sees};
pub use firm::Firm;
pub use person::Person;
pub use postbox::{Covered, Manner, Postbox};
pub use refusal::{conflict, problems};
pub use scenario::{Base, run};
pub use scene::Scene;
pub use setting::{Setting, texts};
pub use step::Step;
pub use value::{
    address, codes, day, hours, link, moment, money, none, nowhere, number, person, point, several,
    text, time, yes,
};
