//! What the frame shows.

use kernel::Instant;

use crate::model::{MenuItem, Person, Toast};

/// The frame: side bar, head and what belongs to the reader.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Name of the firm.
    pub firm: String,
    /// The reader.
    pub user: Person,
    /// Whether an administrator looks at the house as the reader.
    pub viewing: bool,
    /// Until when they may change records meanwhile.
    pub changing_until: Option<Instant>,
    /// Name with which the reader signs in.
    pub login: String,
    /// Whether passkeys open this house.
    pub by_passkey: bool,
    /// Colours.
    pub theme: Theme,
    /// Height of rows and controls.
    pub density: Density,
    /// Places of daily work, at most five on a phone.
    pub places: Vec<NavItem>,
    /// What the reader keeps at hand.
    pub favorites: Vec<NavItem>,
    /// Areas with their modules.
    pub areas: Vec<Area>,
    /// Leads to all modules.
    pub all_modules: Option<NavItem>,
    /// Where the numbers beside entries come from once the page is there, if there are any.
    pub counts: Option<String>,
    /// Entry of the settings, if the reader may open them.
    pub settings: Option<NavItem>,
    /// What can be created from anywhere.
    pub quick_create: Vec<MenuItem>,
    /// Messages that the reader is not done with, counted up to 100.
    pub unread: u64,
    /// Further entries of the user menu; own settings and sign-out are always there.
    pub user_menu: Vec<MenuItem>,
    /// What to say once on this page.
    pub toasts: Vec<Toast>,
    /// Whether single-letter keys act (WCAG 2.1.4).
    pub single_keys: bool,
}

/// A line of the side bar.
#[derive(Clone, Debug, Default)]
pub struct NavItem {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Icon from the sprite.
    pub icon: String,
    /// Whether this page is it.
    pub is_current: bool,
    /// A number beside it.
    pub count: Option<u64>,
    /// Whether that number asks for attention.
    pub is_hot: bool,
    /// Letter that leads there after G.
    pub key: Option<char>,
}

/// An area of the side bar.
#[derive(Clone, Debug, Default)]
pub struct Area {
    /// Its code.
    pub code: String,
    /// Its words.
    pub label: String,
    /// Icon from the sprite.
    pub icon: String,
    /// Hue of its glyph.
    pub hue: Option<u16>,
    /// Its modules.
    pub items: Vec<NavItem>,
}

/// Colours of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Height of rows and controls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// More rows.
    Compact,
    /// The normal height.
    #[default]
    Standard,
    /// More room.
    Comfort,
}

impl Theme {
    /// All themes.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The code as stored and posted.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Finds a theme by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

impl Density {
    /// All densities.
    pub const ALL: [Density; 3] = [Density::Compact, Density::Standard, Density::Comfort];

    /// The code as stored and posted.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Density::Compact => "compact",
            Density::Standard => "standard",
            Density::Comfort => "comfort",
        }
    }

    /// Finds a density by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|density| density.code() == code)
    }
}
