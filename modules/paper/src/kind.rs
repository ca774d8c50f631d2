//! The kinds of papers, and the template that comes along for each.

use print::{Part, Template};
use sha2::{Digest, Sha256};

/// A kind of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Angebot.
    Quote,
    /// Auftragsbestätigung.
    OrderConfirmation,
    /// Lieferschein: no amounts.
    DeliveryNote,
    /// Rechnung (§ 14 UStG).
    Invoice,
    /// Rechnungskorrektur.
    CreditNote,
    /// Stornorechnung.
    Cancellation,
    /// Mahnung.
    DunningLetter,
    /// Bestellung.
    PurchaseOrder,
    /// SEPA-Lastschriftmandat, to be signed by whoever pays.
    Mandate,
}

impl Kind {
    /// All kinds, in the order of the document chain.
    pub const ALL: [Kind; 9] = [
        Kind::Quote,
        Kind::OrderConfirmation,
        Kind::DeliveryNote,
        Kind::Invoice,
        Kind::CreditNote,
        Kind::Cancellation,
        Kind::DunningLetter,
        Kind::PurchaseOrder,
        Kind::Mandate,
    ];

    /// The name in settings and file names.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Kind::Quote => "quote",
            Kind::OrderConfirmation => "order_confirmation",
            Kind::DeliveryNote => "delivery_note",
            Kind::Invoice => "invoice",
            Kind::CreditNote => "credit_note",
            Kind::Cancellation => "cancellation",
            Kind::DunningLetter => "dunning_letter",
            Kind::PurchaseOrder => "purchase_order",
            Kind::Mandate => "mandate",
        }
    }

    /// The text of the template that comes along, for people who begin their own with it.
    #[must_use]
    pub fn shipped(self) -> &'static str {
        match self {
            Kind::Quote => include_str!("../templates/quote.typ"),
            Kind::OrderConfirmation => include_str!("../templates/order_confirmation.typ"),
            Kind::DeliveryNote => include_str!("../templates/delivery_note.typ"),
            Kind::Invoice => include_str!("../templates/invoice.typ"),
            Kind::CreditNote => include_str!("../templates/credit_note.typ"),
            Kind::Cancellation => include_str!("../templates/cancellation.typ"),
            Kind::DunningLetter => include_str!("../templates/dunning_letter.typ"),
            Kind::PurchaseOrder => include_str!("../templates/purchase_order.typ"),
            Kind::Mandate => include_str!("../templates/mandate.typ"),
        }
    }

    /// What tells the template that comes along from earlier and later ones of the kind.
    #[must_use]
    pub fn edition(self) -> String {
        let mut hash = Sha256::new();
        let parts = PARTS.iter().map(|(_, text)| *text);
        std::iter::once(self.shipped()).chain(parts).for_each(|text| hash.update(text));
        let hash = hash.finalize();
        let start: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("{} {start}", self.code())
    }

    /// A template with that text and the parts that all kinds share; own parts take the places of
    /// those with their names.
    pub(crate) fn template(self, own: Option<&str>, own_parts: &[Part]) -> Template {
        let is_replaced = |name: &str| own_parts.iter().any(|part| part.name == name);
        let shipped = PARTS.iter().filter(|(name, _)| !is_replaced(name));
        let shipped =
            shipped.map(|(name, text)| Part { name: (*name).into(), text: (*text).into() });
        Template {
            main: own.unwrap_or(self.shipped()).to_owned(),
            parts: shipped.chain(own_parts.iter().cloned()).collect(),
        }
    }
}

/// What templates import: names and texts.
pub const PARTS: [(&str, &str); 4] = [
    ("letter.typ", include_str!("../templates/letter.typ")),
    ("positions.typ", include_str!("../templates/positions.typ")),
    ("payment.typ", include_str!("../templates/payment.typ")),
    ("swiss.typ", include_str!("../templates/swiss.typ")),
];
