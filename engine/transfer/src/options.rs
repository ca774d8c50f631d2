//! What a person decides about an import.

use std::collections::BTreeMap;

use kernel::Currency;
use serde::{Deserialize, Serialize};

use crate::key::Key;
use crate::lines::LinesRule;
use crate::mapping::Target;

/// How the bytes of a file become characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without byte-order mark.
    #[default]
    Utf8,
    /// What Windows programs write in Western Europe.
    Windows1252,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Encoding; 4] =
        [Encoding::Utf8, Encoding::Windows1252, Encoding::Utf16Le, Encoding::Utf16Be];

    /// The code in forms and options; its label key is `transfer.encoding.CODE`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf8",
            Encoding::Windows1252 => "windows1252",
            Encoding::Utf16Le => "utf16-le",
            Encoding::Utf16Be => "utf16-be",
        }
    }

    /// Finds an encoding by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.code() == code)
    }
}

/// What stands between two cells of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Separator {
    /// `;`
    #[default]
    Semicolon,
    /// `,`
    Comma,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

impl Separator {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Separator; 4] =
        [Separator::Semicolon, Separator::Comma, Separator::Tab, Separator::Bar];

    /// The code in forms and options; its label key is `transfer.separator.CODE`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Separator::Semicolon => "semicolon",
            Separator::Comma => "comma",
            Separator::Tab => "tab",
            Separator::Bar => "bar",
        }
    }

    /// Finds a separator by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|separator| separator.code() == code)
    }

    /// The character itself.
    #[must_use]
    pub fn char(self) -> char {
        match self {
            Separator::Semicolon => ';',
            Separator::Comma => ',',
            Separator::Tab => '\t',
            Separator::Bar => '|',
        }
    }
}

/// How a file is cut into cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// How bytes become characters.
    pub encoding: Encoding,
    /// What stands between cells.
    pub separator: Separator,
    /// Whether the first line names the columns.
    pub has_header: bool,
}

/// Which part of `3/1/26` is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Day, month, year.
    #[default]
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// Which sign stands before the places of `1.234` or `1,234`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberStyle {
    /// `1.234,50`
    #[default]
    Comma,
    /// `1,234.50`
    Point,
}

/// What to do with a row that a record is already there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateRule {
    /// Leave the record as it is.
    #[default]
    Skip,
    /// Put what the row holds into the record.
    Update,
    /// Put what the row holds into the record; rows without one are refused.
    Only,
    /// Make another record.
    Create,
}

impl DuplicateRule {
    /// All of them, in the order in which they are offered.
    pub const ALL: [DuplicateRule; 4] =
        [DuplicateRule::Skip, DuplicateRule::Update, DuplicateRule::Only, DuplicateRule::Create];

    /// The code in forms and options; its label key is `transfer.duplicates.CODE`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            DuplicateRule::Skip => "skip",
            DuplicateRule::Update => "update",
            DuplicateRule::Only => "only",
            DuplicateRule::Create => "create",
        }
    }

    /// Finds a rule by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Tells whether records that are there are changed.
    #[must_use]
    pub fn changes(self) -> bool {
        matches!(self, DuplicateRule::Update | DuplicateRule::Only)
    }
}

/// What an empty cell does to a record that is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyCell {
    /// Nothing.
    #[default]
    Keep,
    /// It empties the field.
    Clear,
}

/// What to do with a word that a pick list does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownChoice {
    /// Refuse the row.
    #[default]
    Refuse,
    /// Leave the field empty.
    Leave,
}

/// What to do with a name that no linked record has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownLink {
    /// Make the linked record.
    #[default]
    Create,
    /// Refuse the row.
    Refuse,
    /// Leave the field empty.
    Leave,
}

/// Where one column goes, and how its cells are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Column {
    /// Where it goes; none leaves it out.
    pub target: Option<Target>,
    /// Reading of ambiguous days.
    pub dates: DateOrder,
    /// Reading of ambiguous numbers.
    pub numbers: NumberStyle,
    /// Words of this column and the codes they mean.
    pub words: BTreeMap<String, String>,
    /// Whether what looks like tags in it is text.
    pub is_plain: bool,
}

/// All decisions about an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Code of the module.
    pub module: String,
    /// How the file is cut.
    pub format: Format,
    /// One entry for each column of the file, then one for each computed one.
    pub columns: Vec<Column>,
    /// Formulas of the computed columns.
    #[serde(default)]
    pub computed: Vec<String>,
    /// What these call the columns of the file.
    #[serde(default)]
    pub names: Vec<String>,
    /// Rows that are there already.
    #[serde(default)]
    pub duplicates: DuplicateRule,
    /// By what records that are there are found; none leaves that to the module.
    #[serde(default)]
    pub key: Option<Key>,
    /// Cells that hold nothing.
    #[serde(default)]
    pub empty: EmptyCell,
    /// Words that a pick list does not have.
    #[serde(default)]
    pub unknown_choice: UnknownChoice,
    /// Names that no linked record has.
    #[serde(default)]
    pub unknown_link: UnknownLink,
    /// What lines do to those that stand.
    #[serde(default)]
    pub lines: LinesRule,
    /// The column whose equal cells make rows one record; none leaves that to the key, the number,
    /// or all that is said of the record itself.
    #[serde(default)]
    pub together: Option<usize>,
    /// Currency of amounts without one.
    pub currency: Currency,
}

impl Options {
    /// How many columns the file has.
    #[must_use]
    pub fn n_own(&self) -> usize {
        self.columns.len().saturating_sub(self.computed.len())
    }
}
