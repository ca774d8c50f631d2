//! Categories of value added tax.

/// A category of VAT, a code of UNTDID 5305 (BT-95, BT-102, BT-118, BT-151).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// S, taxed at a rate.
    Standard,
    /// Z, taxed at a rate of zero.
    Zero,
    /// E, exempt, with a reason.
    Exempt,
    /// AE, the buyer owes the tax (§ 13b UStG).
    ReverseCharge,
    /// K, supply to another member state (§ 6a UStG).
    IntraCommunity,
    /// G, export outside the EU (§ 6 UStG).
    Export,
    /// O, outside the scope of VAT; has no rate.
    OutOfScope,
    /// L, the tax of the Canary Islands.
    CanaryIslands,
    /// M, the tax of Ceuta and Melilla.
    CeutaMelilla,
    /// B, split payment of Italy.
    SplitPayment,
}

impl Category {
    /// All categories, in the order in which a breakdown lists them.
    pub const ALL: [Category; 10] = [
        Category::Standard,
        Category::Zero,
        Category::Exempt,
        Category::ReverseCharge,
        Category::IntraCommunity,
        Category::Export,
        Category::OutOfScope,
        Category::CanaryIslands,
        Category::CeutaMelilla,
        Category::SplitPayment,
    ];

    /// The code of UNTDID 5305.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Category::Standard => "S",
            Category::Zero => "Z",
            Category::Exempt => "E",
            Category::ReverseCharge => "AE",
            Category::IntraCommunity => "K",
            Category::Export => "G",
            Category::OutOfScope => "O",
            Category::CanaryIslands => "L",
            Category::CeutaMelilla => "M",
            Category::SplitPayment => "B",
        }
    }

    /// The category of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Category::ALL.into_iter().find(|category| category.code() == code)
    }

    /// Whether a breakdown must say why no tax is charged (BR-E-10, BR-AE-10, BR-IC-10, BR-G-10,
    /// BR-O-10); where it need not, it must not.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        match self {
            Category::Exempt
            | Category::ReverseCharge
            | Category::IntraCommunity
            | Category::Export
            | Category::OutOfScope => true,
            Category::Standard
            | Category::Zero
            | Category::CanaryIslands
            | Category::CeutaMelilla
            | Category::SplitPayment => false,
        }
    }
}
