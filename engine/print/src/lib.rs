//! Documents on paper: Typst templates and data in, PDF and pictures out.
//!
//! **Invariant:** pure. It reads no file, asks no network and no clock: a template sees its named
//! parts, the data and the pictures that the caller hands over, and the fonts in the program. The
//! same input gives the same bytes; a faulty or endless template is answered with faults.
//!
//! Read `template`, `data`, `options`, `fault`, then `compile`; behind it stand `world` (what a
//! template can see), `pulse` and `bound` (how an endless one is ended), `glyphs`, `fonts`,
//! `metadata` and `patch` (properties that Typst cannot write). `qr` stands alone.
//!
//! How templates reach data: `sys.inputs.data` is the tree of the caller, `sys.inputs.pictures`
//! the list of the names of its pictures, each of which `image("/NAME")` draws; parts are
//! imported by `#import "/NAME": …`.

mod bound;
mod compile;
mod data;
mod fault;
mod fonts;
mod glyphs;
mod metadata;
mod options;
mod patch;
mod pulse;
mod qr;
mod template;
mod world;

pub use bound::Limits;
pub use compile::{Pdf, compile, pictures};
pub use data::Data;
pub use fault::{Fault, FaultKind, Place};
pub use metadata::{Metadata, Property};
pub use options::{Attachment, Options, Relationship, Standard};
pub use qr::{Correction, TooLong, qr};
pub use template::{Content, Part, Picture, Template};
