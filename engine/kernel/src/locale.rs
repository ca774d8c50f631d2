//! Language and time zone of a person.

use jiff::tz::TimeZone;

use crate::{FormatChoice, Formats};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// German, the default.
    #[default]
    De,
    /// English.
    En,
}

impl Language {
    /// All languages.
    pub const ALL: [Language; 2] = [Language::De, Language::En];

    /// The code as in `lang="de"`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::De => "de",
            Language::En => "en",
        }
    }

    /// Finds a language by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// How a person reads dates, numbers and words.
#[derive(Clone, Debug)]
pub struct Locale {
    /// Language of labels.
    pub language: Language,
    /// Zone in which instants are shown and typed.
    pub zone: TimeZone,
    /// How days, numbers and times are written.
    pub formats: Formats,
}

impl Locale {
    /// Makes a locale as readers of a language have it, in the zone that the house starts with.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Locale::with(language, &FormatChoice::default())
    }

    /// Makes a locale of what was chosen; the rest follows the language.
    #[must_use]
    pub fn with(language: Language, choice: &FormatChoice) -> Self {
        let of_language = Formats::of(language);
        let chosen = choice.zone.as_deref().and_then(|name| TimeZone::get(name).ok());
        let zone = chosen.or_else(|| TimeZone::get("Europe/Berlin").ok());
        let formats = Formats {
            date: choice.date.unwrap_or(of_language.date),
            number: choice.number.unwrap_or(of_language.number),
            hours: choice.hours.unwrap_or(of_language.hours),
            week: choice.week.unwrap_or(of_language.week),
        };
        Locale { language, zone: zone.unwrap_or(TimeZone::UTC), formats }
    }
}
