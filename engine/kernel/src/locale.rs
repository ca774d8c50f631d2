//! Language and time zone of a person.

use jiff::tz::TimeZone;

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
    /// Language of labels and formats.
    pub language: Language,
    /// Zone in which instants are shown and typed.
    pub zone: TimeZone,
}

impl Locale {
    /// Makes a locale in the zone that the house starts with.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
        Locale { language, zone }
    }
}
