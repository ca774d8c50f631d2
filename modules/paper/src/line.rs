//! What stands in the table of a paper.

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The title of a group; `number` such as "1", or empty.
    Group {
        /// Printed before the title.
        number: String,
        /// The title.
        title: String,
    },
    /// A position.
    Position(Box<Position>),
    /// A text between positions.
    Text(String),
    /// The sum of a group, or a subtotal.
    Subtotal {
        /// Such as "Summe Beratung".
        label: String,
        /// The amount.
        amount: String,
    },
    /// A discount on a group or on all.
    Discount {
        /// Such as "Rabatt 5 %".
        label: String,
        /// The amount with its sign.
        amount: String,
        /// What a sheet that ends here carries over; empty when that is not known.
        carried: String,
    },
}

/// A position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Such as "1.1".
    pub number: String,
    /// What is sold.
    pub title: String,
    /// More about it, in smaller grey type; line feeds are new lines.
    pub description: String,
    /// Without its unit.
    pub quantity: String,
    /// Such as "Std.".
    pub unit: String,
    /// Of one unit.
    pub price: String,
    /// Such as "10 %"; when no position has one there is no such column.
    pub discount: String,
    /// The rate, such as "19 %"; when no position has one there is no such column.
    pub tax: String,
    /// Of the whole position.
    pub amount: String,
    /// Whether it is part of the sum.
    pub weight: Weight,
    /// What a sheet that ends here carries over; empty when that is not known.
    pub carried: String,
}

/// Whether a position is part of the sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// It is.
    #[default]
    Counted,
    /// It may be added: amount in brackets, not summed.
    Optional,
    /// It may stand in for another one: amount in brackets, not summed.
    Alternative,
}

/// A line below the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Such as "Nettobetrag".
    pub label: String,
    /// With its currency.
    pub amount: String,
    /// How it stands out.
    pub weight: SumWeight,
}

/// How a sum stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SumWeight {
    /// Not at all: discounts, shipping, a rate of tax.
    #[default]
    Plain,
    /// In bold: a subtotal.
    Strong,
    /// Tinted and large: what is to be paid.
    Total,
}

/// A table of what is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// From left to right.
    pub columns: Vec<StatementColumn>,
    /// One text for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementColumn {
    /// Its heading.
    pub label: String,
    /// Where its texts stand.
    pub side: Side,
}

/// Where the texts of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// On the left, as wide as they are.
    #[default]
    Left,
    /// On the left, as wide as there is room.
    Wide,
    /// On the right: amounts.
    Right,
}
