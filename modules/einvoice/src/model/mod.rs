//! The semantic model of EN 16931-1, one struct for a business group.

mod category;
mod invoice;
mod kind;
mod line;
mod party;
mod payment;
mod reference;

pub use category::Category;
pub use invoice::{Adjustment, Invoice, Period, Sign, TaxPoint, VatCurrency};
pub use kind::Kind;
pub use line::{Attribute, Classification, GrossPrice, Item, Line, LineAdjustment, Price, Vat};
pub use party::{Contact, Delivery, Identifier, Party, Payee, Postal, TaxRepresentative};
pub use payment::{
    Card, CashDiscount, CreditTransfer, DirectDebit, Payment, Terms, ThirdPartyPayment,
};
pub use reference::{Attachment, Binary, Exemption, Note, Preceding};
