//! What a value in a formula can be.

/// What a value in a formula can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing that is known to be anything: the word `empty`.
    Empty,
    /// Text.
    Text,
    /// An exact number.
    Number,
    /// An amount with its currency.
    Money,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Yes or no.
    Bool,
    /// One code of a pick list.
    Choice(String),
    /// Several codes of a pick list.
    Choices(String),
    /// A record of one of these modules.
    Link(Vec<String>),
    /// A user or a group.
    User,
}

impl Kind {
    /// The word of the kind; its label key is `formula.kind.WORD`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Kind::Empty => "empty",
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Money => "money",
            Kind::Date => "date",
            Kind::DateTime => "datetime",
            Kind::Time => "time",
            Kind::Duration => "duration",
            Kind::Bool => "bool",
            Kind::Choice(_) => "picklist",
            Kind::Choices(_) => "multi_picklist",
            Kind::Link(_) => "link",
            Kind::User => "user",
        }
    }

    /// What both a value of this kind and one of another can be taken for.
    #[must_use]
    pub fn joined(&self, other: &Kind) -> Option<Kind> {
        match (self, other) {
            (Kind::Empty, kind) | (kind, Kind::Empty) => Some(kind.clone()),
            (Kind::Choice(one), Kind::Choice(two)) if one != two => Some(Kind::Text),
            (Kind::Choice(_), Kind::Text) | (Kind::Text, Kind::Choice(_)) => Some(Kind::Text),
            (one, two) => (one == two).then(|| one.clone()),
        }
    }

    /// Whether a value of it fits where one of another is wanted.
    #[must_use]
    pub fn fits(&self, wanted: &Kind) -> bool {
        match (self, wanted) {
            (Kind::Empty, _) => true,
            // What a text holds is looked at when it is there.
            (Kind::Choice(_) | Kind::Text, Kind::Text) | (Kind::Text, Kind::Choice(_)) => true,
            (Kind::Link(from), Kind::Link(to)) => from.iter().all(|code| to.contains(code)),
            (one, two) => one == two,
        }
    }

    /// Whether values of it have an order.
    #[must_use]
    pub fn orders(&self) -> bool {
        match self {
            Kind::Text
            | Kind::Number
            | Kind::Money
            | Kind::Date
            | Kind::DateTime
            | Kind::Time
            | Kind::Duration
            | Kind::Empty => true,
            Kind::Bool | Kind::Choice(_) | Kind::Choices(_) | Kind::Link(_) | Kind::User => false,
        }
    }

    /// Whether it has words that stand in a text.
    #[must_use]
    pub fn writes(&self) -> bool {
        match self {
            Kind::Empty
            | Kind::Text
            | Kind::Number
            | Kind::Date
            | Kind::Time
            | Kind::Choice(_)
            | Kind::Money => true,
            Kind::DateTime
            | Kind::Duration
            | Kind::Bool
            | Kind::Choices(_)
            | Kind::Link(_)
            | Kind::User => false,
        }
    }
}
