//! The closed list of functions, named as sheets name them.

use crate::kind::Kind;

/// What a function is about; its label key is `formula.sort.WORD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Choosing between values.
    Choosing,
    /// Texts.
    Text,
    /// Numbers and amounts.
    Number,
    /// Days and lengths of time.
    Time,
}

impl Sort {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Sort; 4] = [Sort::Choosing, Sort::Text, Sort::Number, Sort::Time];

    /// The word of the sort.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sort::Choosing => "choosing",
            Sort::Text => "text",
            Sort::Number => "number",
            Sort::Time => "time",
        }
    }
}

/// What a function takes at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Take {
    Any,
    Bool,
    Text,
    Number,
    /// A number or an amount.
    Sum,
    Money,
    Date,
    DateTime,
    Duration,
    /// Anything that has an order.
    Ordered,
}

impl Take {
    pub fn takes(self, kind: &Kind) -> bool {
        match self {
            Take::Any => true,
            Take::Bool => kind.fits(&Kind::Bool),
            Take::Text => kind.fits(&Kind::Text),
            Take::Number => kind.fits(&Kind::Number),
            Take::Sum => kind.fits(&Kind::Number) || kind.fits(&Kind::Money),
            Take::Money => kind.fits(&Kind::Money),
            Take::Date => kind.fits(&Kind::Date),
            Take::DateTime => kind.fits(&Kind::DateTime),
            Take::Duration => kind.fits(&Kind::Duration),
            Take::Ordered => kind.orders(),
        }
    }

    /// The kind that a message names.
    pub fn word(self) -> &'static str {
        match self {
            Take::Any | Take::Ordered => "any",
            Take::Bool => "bool",
            Take::Text => "text",
            Take::Number => "number",
            Take::Sum => "sum",
            Take::Money => "money",
            Take::Date => "date",
            Take::DateTime => "datetime",
            Take::Duration => "duration",
        }
    }
}

/// What a function gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Give {
    Is(Kind),
    /// What all arguments from a place on have in common.
    Joined(usize),
}

/// What a function takes and gives; the last place comes as often as wanted where `more` is.
pub(crate) struct Shape {
    pub takes: &'static [Take],
    pub least: usize,
    pub more: bool,
    pub gives: Give,
}

macro_rules! functions {
    ($($name:ident $word:literal $sort:ident $example:literal)*) => {
        /// A function; its sentence stands under `formula.function.NAME`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Function {
            $(#[doc = $example] $name,)*
        }

        /// All functions in the order in which they are shown.
        pub const FUNCTIONS: &[Function] = &[$(Function::$name),*];

        impl Function {
            /// The name in the language.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Function::$name => $word,)* }
            }

            /// What it is about.
            #[must_use]
            pub fn sort(self) -> Sort {
                match self { $(Function::$name => Sort::$sort,)* }
            }

            /// How it is written.
            #[must_use]
            pub fn example(self) -> &'static str {
                match self { $(Function::$name => $example,)* }
            }
        }
    };
}

functions! {
    If "IF" Choosing "IF(condition, then, else)"
    Coalesce "COALESCE" Choosing "COALESCE(first, second, …)"
    IfError "IFERROR" Choosing "IFERROR(value, instead)"
    Upper "UPPER" Text "UPPER(text)"
    Lower "LOWER" Text "LOWER(text)"
    Trim "TRIM" Text "TRIM(text)"
    Len "LEN" Text "LEN(text)"
    Left "LEFT" Text "LEFT(text, letters)"
    Right "RIGHT" Text "RIGHT(text, letters)"
    Mid "MID" Text "MID(text, from, letters)"
    Find "FIND" Text "FIND(part, text)"
    Substitute "SUBSTITUTE" Text "SUBSTITUTE(text, part, by)"
    Text "TEXT" Text "TEXT(number, places)"
    Number "NUMBER" Text "NUMBER(text)"
    Round "ROUND" Number "ROUND(number, places)"
    Floor "FLOOR" Number "FLOOR(number)"
    Ceiling "CEILING" Number "CEILING(number)"
    Abs "ABS" Number "ABS(number)"
    Mod "MOD" Number "MOD(number, by)"
    Power "POWER" Number "POWER(number, exponent)"
    Sum "SUM" Number "SUM(first, second, …)"
    Min "MIN" Number "MIN(first, second, …)"
    Max "MAX" Number "MAX(first, second, …)"
    Money "MONEY" Number "MONEY(number, currency)"
    Amount "AMOUNT" Number "AMOUNT(money)"
    Currency "CURRENCY" Number "CURRENCY(money)"
    Date "DATE" Time "DATE(year, month, day)"
    DayOf "DAYOF" Time "DAYOF(moment)"
    Year "YEAR" Time "YEAR(day)"
    Quarter "QUARTER" Time "QUARTER(day)"
    Month "MONTH" Time "MONTH(day)"
    Day "DAY" Time "DAY(day)"
    Weekday "WEEKDAY" Time "WEEKDAY(day)"
    Edate "EDATE" Time "EDATE(day, months)"
    Eomonth "EOMONTH" Time "EOMONTH(day, months)"
    Days "DAYS" Time "DAYS(end, begin)"
    Months "MONTHS" Time "MONTHS(end, begin)"
    Years "YEARS" Time "YEARS(end, begin)"
    Hours "HOURS" Time "HOURS(length)"
    Duration "DURATION" Time "DURATION(hours)"
    Today "TODAY" Time "TODAY()"
    Now "NOW" Time "NOW()"
}

impl Function {
    /// Finds a function by its name, however it is written.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        FUNCTIONS.iter().copied().find(|function| function.name().eq_ignore_ascii_case(name))
    }

    /// Whether its answer changes with the clock.
    #[must_use]
    pub fn reads_clock(self) -> bool {
        matches!(self, Function::Today | Function::Now)
    }

    pub(crate) fn shape(self) -> Shape {
        use Take::{Any, Bool, Date, DateTime, Duration, Money, Number, Ordered, Sum, Text};
        let (takes, gives): (&'static [Take], Give) = match self {
            Function::If => (&[Bool, Any, Any], Give::Joined(1)),
            Function::Coalesce => (&[Any], Give::Joined(0)),
            Function::IfError => (&[Any, Any], Give::Joined(0)),
            Function::Upper | Function::Lower | Function::Trim => (&[Text], text()),
            Function::Len => (&[Text], number()),
            Function::Left | Function::Right => (&[Text, Number], text()),
            Function::Mid => (&[Text, Number, Number], text()),
            Function::Find => (&[Text, Text], number()),
            Function::Substitute => (&[Text, Text, Text], text()),
            Function::Text => (&[Number, Number], text()),
            Function::Number => (&[Text], number()),
            Function::Round => (&[Sum, Number], Give::Joined(0)),
            Function::Floor | Function::Ceiling | Function::Abs => (&[Sum], Give::Joined(0)),
            Function::Mod | Function::Power => (&[Number, Number], number()),
            Function::Sum => (&[Sum], Give::Joined(0)),
            Function::Min | Function::Max => (&[Ordered], Give::Joined(0)),
            Function::Money => (&[Number, Text], Give::Is(Kind::Money)),
            Function::Amount => (&[Money], number()),
            Function::Currency => (&[Money], text()),
            Function::Date => (&[Number, Number, Number], Give::Is(Kind::Date)),
            Function::DayOf => (&[DateTime], Give::Is(Kind::Date)),
            Function::Year
            | Function::Quarter
            | Function::Month
            | Function::Day
            | Function::Weekday => (&[Date], number()),
            Function::Edate | Function::Eomonth => (&[Date, Number], Give::Is(Kind::Date)),
            Function::Days | Function::Months | Function::Years => (&[Date, Date], number()),
            Function::Hours => (&[Duration], number()),
            Function::Duration => (&[Number], Give::Is(Kind::Duration)),
            Function::Today => (&[], Give::Is(Kind::Date)),
            Function::Now => (&[], Give::Is(Kind::DateTime)),
        };
        let more =
            matches!(self, Function::Coalesce | Function::Sum | Function::Min | Function::Max);
        let optional = matches!(self, Function::If | Function::Round | Function::Text);
        Shape { takes, least: takes.len() - usize::from(optional), more, gives }
    }
}

fn text() -> Give {
    Give::Is(Kind::Text)
}

fn number() -> Give {
    Give::Is(Kind::Number)
}
