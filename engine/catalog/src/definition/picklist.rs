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
