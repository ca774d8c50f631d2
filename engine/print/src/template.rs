//! What is set: a template and what it is filled with.

use crate::Data;

/// The text of a document, in the language of Typst.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The text that begins it; faults in it name the part [`Template::MAIN`].
    pub main: String,
    /// Further texts that it imports: header, footer, a base shared by several templates.
    pub parts: Vec<Part>,
}

impl Template {
    /// The name under which the beginning is known to faults and to its own parts.
    pub const MAIN: &str = "main.typ";
}

/// A text that others import by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// A plain file name, such as `letter.typ`.
    pub name: String,
    /// The text itself.
    pub text: String,
}

/// What a template is filled with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The tree that templates find at `sys.inputs.data`.
    pub data: Data,
    /// Pictures that templates draw by their names.
    pub pictures: Vec<Picture>,
}

/// A picture: PNG, JPEG, GIF, WebP, SVG, or a page of PDF where the standard is
/// [`crate::Standard::Plain`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// A plain file name; its ending tells the format, such as `logo.svg`.
    pub name: String,
    /// The file as it is.
    pub bytes: Vec<u8>,
}
