//! Who takes part.

use kernel::Date;

/// An identifier with the scheme that gave it out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identifier {
    /// The identifier.
    pub value: String,
    /// Its scheme; which list applies depends on the business term.
    pub scheme: Option<String>,
}

/// Seller (BG-4) or buyer (BG-7).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The full legal name, BT-27 or BT-44.
    pub name: String,
    /// Another name by which it is known, BT-28 or BT-45.
    pub trading_name: Option<String>,
    /// Identifiers: any number of the seller, BT-29; at most one of the buyer, BT-46.
    pub identifiers: Vec<Identifier>,
    /// Number in a register, BT-30 or BT-47; the scheme is of ISO 6523.
    pub registration: Option<Identifier>,
    /// VAT identifier with its country, BT-31 or BT-48.
    pub vat_id: Option<String>,
    /// Number by which the tax office knows the seller, BT-32.
    pub tax_number: Option<String>,
    /// More of the seller's legal form, BT-33.
    pub legal_information: Option<String>,
    /// Electronic address, BT-34 or BT-49; the scheme is of the EAS list.
    pub electronic: Option<Identifier>,
    /// Postal address, BG-5 or BG-8.
    pub postal: Postal,
    /// Whom to ask, BG-6 or BG-9.
    pub contact: Option<Contact>,
}

/// A postal address: BG-5, BG-8, BG-12 or BG-15.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postal {
    /// First line, mostly the street: BT-35, BT-50, BT-64, BT-75.
    pub line: Option<String>,
    /// Second line: BT-36, BT-51, BT-65, BT-76.
    pub second_line: Option<String>,
    /// Third line: BT-162, BT-163, BT-164, BT-165.
    pub third_line: Option<String>,
    /// City: BT-37, BT-52, BT-66, BT-77.
    pub city: Option<String>,
    /// Post code: BT-38, BT-53, BT-67, BT-78.
    pub postcode: Option<String>,
    /// Region: BT-39, BT-54, BT-68, BT-79.
    pub region: Option<String>,
    /// Country (ISO 3166-1, two letters): BT-40, BT-55, BT-69, BT-80; empty when it is missing.
    pub country: String,
}

/// A contact of the seller (BG-6) or the buyer (BG-9).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Person or department, BT-41 or BT-56.
    pub name: Option<String>,
    /// Telephone, BT-42 or BT-57.
    pub phone: Option<String>,
    /// E-mail, BT-43 or BT-58.
    pub email: Option<String>,
}

/// Who is paid instead of the seller, BG-10.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payee {
    /// Name, BT-59.
    pub name: String,
    /// Identifier, BT-60.
    pub identifier: Option<Identifier>,
    /// Number in a register, BT-61.
    pub registration: Option<Identifier>,
}

/// Who stands for the seller before the tax office, BG-11.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxRepresentative {
    /// Name, BT-62.
    pub name: String,
    /// VAT identifier, BT-63.
    pub vat_id: String,
    /// Postal address, BG-12.
    pub postal: Postal,
}

/// Where and when was delivered, BG-13.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Who received it, BT-70.
    pub recipient: Option<String>,
    /// Identifier of the place, BT-71.
    pub location: Option<Identifier>,
    /// The day of delivery, BT-72.
    pub delivered_on: Option<Date>,
    /// The address of the place, BG-15.
    pub postal: Option<Postal>,
}
