//! What a document is.

/// The type of a document, BT-3, a code of UNTDID 1001.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 380, an invoice.
    Invoice,
    /// 381, a credit note; its amounts are positive.
    CreditNote,
    /// 384, a corrected invoice; it names what it corrects (BG-3).
    Correction,
    /// 326, a partial invoice.
    Partial,
    /// 389, an invoice that the buyer writes ("Gutschrift" in the sense of § 14 UStG).
    SelfBilled,
    /// 875, a partial invoice of building work.
    PartialConstruction,
    /// 876, a partial final invoice of building work.
    PartialFinalConstruction,
    /// 877, a final invoice of building work.
    FinalConstruction,
    /// Another code, as it was read.
    Other(String),
}

impl Kind {
    /// The kinds that have a name.
    pub const NAMED: [Kind; 8] = [
        Kind::Invoice,
        Kind::CreditNote,
        Kind::Correction,
        Kind::Partial,
        Kind::SelfBilled,
        Kind::PartialConstruction,
        Kind::PartialFinalConstruction,
        Kind::FinalConstruction,
    ];

    /// The code of UNTDID 1001.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Kind::Invoice => "380",
            Kind::CreditNote => "381",
            Kind::Correction => "384",
            Kind::Partial => "326",
            Kind::SelfBilled => "389",
            Kind::PartialConstruction => "875",
            Kind::PartialFinalConstruction => "876",
            Kind::FinalConstruction => "877",
            Kind::Other(code) => code,
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn of(code: &str) -> Self {
        let named = Kind::NAMED.into_iter().find(|kind| kind.code() == code);
        named.unwrap_or_else(|| Kind::Other(code.to_owned()))
    }

    /// Whether UBL writes it as `CreditNote`.
    #[must_use]
    pub fn is_credit(&self) -> bool {
        // The codes that BR-CL-01 has for the type of a UBL credit note.
        const CREDITS: [&str; 13] = [
            "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532",
        ];
        CREDITS.contains(&self.code())
    }
}
