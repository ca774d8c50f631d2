//! What lines are made of.

use std::collections::BTreeMap;

use kernel::{Line, Value};

use super::{AliasField, Field, Module};

/// The shape of lines: their kinds, and the fields of which cells are made.
///
/// A field that is computed is filled by rules; what a person sends for it is not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Its code; label keys start with it as those of a module do.
    pub code: String,
    /// What programs of the older web service call its lines, if they know them.
    pub alias: Option<String>,
    /// What they call its cells.
    pub alias_fields: Vec<AliasField>,
    /// All fields of its lines.
    pub fields: Vec<Field>,
    /// Kinds of lines, the usual one first.
    pub kinds: Vec<LineKind>,
    /// Columns beside the main one, in their order.
    pub columns: Vec<String>,
    /// The field from which a line is filled when it is chosen, if there is one.
    pub source: Option<String>,
    /// Cells that are filled from it.
    pub filled: Vec<String>,
    /// The cell that takes a line out of what is counted while it holds something.
    pub left_out: Option<String>,
    /// Cells that hold amounts in the currency of the record, and are written like them.
    pub amounts: Vec<String>,
    /// Cells that are seen by those alone who may read fields elsewhere: their modules and names.
    pub seen_with: BTreeMap<String, Vec<(String, String)>>,
}

/// One kind of lines; its label key is `SHAPE.kind.NAME`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineKind {
    /// Its name.
    pub name: String,
    /// Fields that such lines have, in their order.
    pub fields: Vec<String>,
    /// Its sign where lines are added.
    pub icon: String,
    /// Whether it heads the lines that follow, up to the next one of its kind.
    pub heads: bool,
    /// Whether it is counted.
    pub counted: bool,
    /// Whether rules alone make such lines, and nobody adds one.
    pub made: bool,
}

impl Shape {
    /// A shape of which no more is known than its code.
    #[must_use]
    pub fn named(code: &str) -> Self {
        Shape { code: code.into(), ..Shape::default() }
    }

    /// Finds a field by name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Finds a kind by name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&LineKind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }

    /// Tells whether a line stands beside the others and is not counted.
    #[must_use]
    pub fn is_left_out(&self, line: &Line) -> bool {
        let cell = self.left_out.as_ref().map_or(&Value::Empty, |name| line.cell(name));
        !matches!(cell, Value::Empty | Value::Bool(false))
    }

    /// The number of each line as it is printed: `2` for a head or a line outside of heads, `2.1`
    /// below one; nothing for lines that are not numbered.
    #[must_use]
    pub fn numbers(&self, lines: &[Line]) -> Vec<String> {
        let (mut head, mut below) = (0, None);
        let number = |line: &Line| {
            let Some(kind) = self.kind(&line.kind) else { return String::new() };
            match (kind.heads, below) {
                (true, _) => {
                    (head, below) = (head + 1, Some(0));
                    head.to_string()
                }
                (false, _) if !kind.counted => String::new(),
                (false, Some(n)) => {
                    below = Some(n + 1);
                    format!("{head}.{}", n + 1)
                }
                (false, None) => {
                    head += 1;
                    head.to_string()
                }
            }
        };
        lines.iter().map(number).collect()
    }

    /// The cells that a person fills, as the fields of a module of their own: whoever reads fields
    /// of modules reads these with the same eyes. Its labels are those of the shape.
    #[must_use]
    pub fn as_module(&self, hidden: &[&str]) -> Module {
        let is_filled = |cell: &&Field| {
            cell.is_editable() && !cell.inside && !hidden.contains(&cell.name.as_str())
        };
        Module {
            code: self.code.clone(),
            fields: self.fields.iter().filter(is_filled).cloned().collect(),
            ..Module::default()
        }
    }

    /// Key of a label, such as `entry.field.pages`.
    #[must_use]
    pub fn key(&self, part: &str, name: &str) -> String {
        format!("{}.{part}.{name}", self.code)
    }
}

impl LineKind {
    /// Tells whether lines of this kind have a cell of that name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|known| known == name)
    }
}
