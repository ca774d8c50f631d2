//! Lines of an invoice.

use kernel::Decimal;

use super::{Category, Identifier, Period, Sign};

/// A line, BG-25.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its identifier, BT-126.
    pub id: String,
    /// A note, BT-127.
    pub note: Option<String>,
    /// What the line is about, BT-128; the scheme is of UNTDID 1153.
    pub object: Option<Identifier>,
    /// Quantity, BT-129.
    pub quantity: Decimal,
    /// Unit of the quantity, BT-130, a code of UN/ECE Recommendation 20.
    pub unit: String,
    /// Line of the buyer's order, BT-132.
    pub order_line: Option<String>,
    /// Where the buyer books it, BT-133.
    pub accounting: Option<String>,
    /// Period of the line, BG-26.
    pub period: Option<Period>,
    /// Allowances (BG-27) and charges (BG-28) of the line.
    pub adjustments: Vec<LineAdjustment>,
    /// Price, BG-29.
    pub price: Price,
    /// VAT, BG-30.
    pub vat: Vat,
    /// What was sold, BG-31.
    pub item: Item,
    /// Lines that this one is made of, BG-DEX-01 of the XRechnung extension; they explain the
    /// line and add to no total.
    pub sub_lines: Vec<Line>,
}

/// An allowance (BG-27) or a charge (BG-28) of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineAdjustment {
    /// Whether it takes away or adds.
    pub sign: Sign,
    /// The amount without VAT, BT-136 or BT-141.
    pub amount: Decimal,
    /// What a percentage is of, BT-137 or BT-142.
    pub base: Option<Decimal>,
    /// The percentage, BT-138 or BT-143.
    pub percent: Option<Decimal>,
    /// Why, in words, BT-139 or BT-144.
    pub reason: Option<String>,
    /// Why, as a code, BT-140 (UNTDID 5189) or BT-145 (UNTDID 7161).
    pub reason_code: Option<String>,
}

/// The price of an item, BG-29.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// Net price, BT-146, after the discount.
    pub net: Decimal,
    /// Price before the discount, when it is shown.
    pub gross: Option<GrossPrice>,
    /// How many units the price is for, BT-149; one when missing.
    pub base_quantity: Option<Decimal>,
    /// Unit of that quantity, BT-150; the unit of the line when missing.
    pub base_unit: Option<String>,
}

/// A price and what is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrossPrice {
    /// Gross price, BT-148: before the discount, without VAT.
    pub amount: Decimal,
    /// Discount, BT-147.
    pub discount: Option<Decimal>,
}

/// VAT of a line, BG-30.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vat {
    /// The category, BT-151.
    pub category: Category,
    /// The rate in percent, BT-152; `None` for what is outside the scope.
    pub rate: Option<Decimal>,
}

/// What was sold, BG-31.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Name, BT-153.
    pub name: String,
    /// Description, BT-154.
    pub description: Option<String>,
    /// The seller's number, BT-155.
    pub seller_id: Option<String>,
    /// The buyer's number, BT-156.
    pub buyer_id: Option<String>,
    /// A number of a standard such as GTIN (scheme 0160), BT-157.
    pub standard_id: Option<Identifier>,
    /// Classes, BT-158.
    pub classifications: Vec<Classification>,
    /// Country of origin, BT-159.
    pub origin: Option<String>,
    /// Further properties, BG-32.
    pub attributes: Vec<Attribute>,
}

/// A class of an item, BT-158.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classification {
    /// The class.
    pub code: String,
    /// Its list, BT-158-1, a code of UNTDID 7143.
    pub scheme: Option<String>,
    /// Version of the list, BT-158-2.
    pub version: Option<String>,
}

/// A property of an item, BG-32.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribute {
    /// Its name, BT-160.
    pub name: String,
    /// Its value, BT-161.
    pub value: String,
}
