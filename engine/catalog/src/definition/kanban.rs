//! Records as cards in lanes.

/// How the records of a module lie in lanes; label keys are those of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kanban {
    /// Name of the stage or pick-list field whose values are the lanes.
    pub by: String,
    /// Names of the amounts and numbers that each lane sums up.
    pub sums: Vec<String>,
    /// Names of the fields on a card, in their order.
    pub card: Vec<String>,
}
