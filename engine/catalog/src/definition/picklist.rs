//! Closed choices.

/// One value of a pick list; its label key is `picklist.LIST.CODE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PicklistValue {
    /// Code as stored.
    pub code: String,
    /// Hue of its tag in degrees, a multiple of ten; none is neutral.
    pub hue: Option<u16>,
    /// No longer offered, kept for records that have it.
    pub retired: bool,
    /// Not offered to whoever reads this catalog, see `Catalog::read_by`.
    pub withheld: bool,
    /// What else it is called in lists that come from outside, besides its code and its labels.
    pub words: Vec<String>,
}

impl PicklistValue {
    /// A value that is offered and has no hue.
    #[must_use]
    pub fn plain(code: &str) -> Self {
        PicklistValue {
            code: code.into(),
            hue: None,
            retired: false,
            withheld: false,
            words: Vec::new(),
        }
    }

    /// Tells whether it can be chosen anew.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        !self.retired && !self.withheld
    }
}

/// A closed choice with order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picklist {
    /// Values in their order.
    pub values: Vec<PicklistValue>,
}

impl Picklist {
    /// Finds a value.
    #[must_use]
    pub fn value(&self, code: &str) -> Option<&PicklistValue> {
        self.values.iter().find(|value| value.code == code)
    }

    /// Position of a value, for ordering by the list's order.
    #[must_use]
    pub fn position(&self, code: &str) -> Option<usize> {
        self.values.iter().position(|value| value.code == code)
    }
}
