//! Sign-in and first start.

use crate::model::MenuItem;
use crate::views::shell::Theme;

/// The sign-in page; it posts `name`, `password`, `remember` and `next`.
#[derive(Clone, Debug, Default)]
pub struct LoginPage {
    /// Name of the firm.
    pub firm: String,
    /// What was typed as name.
    pub name: String,
    /// Why it did not work, as a text.
    pub problem: Option<String>,
    /// Where to go afterwards.
    pub next: String,
    /// Whether the device may stay signed in.
    pub remember: bool,
    /// Address of this page in German and in English.
    pub languages: Vec<(kernel::Language, String)>,
    /// Links at the foot, such as the imprint.
    pub links: Vec<MenuItem>,
    /// Colours.
    pub theme: Theme,
}

/// The first start; it posts `firm`, `name`, `login`, `email`, `password` and `language`.
#[derive(Clone, Debug, Default)]
pub struct SetupPage {
    /// Where it is posted, with its one-time secret.
    pub action: String,
    /// What was typed: field name and value.
    pub entered: Vec<(String, String)>,
    /// What is wrong: field name and text.
    pub problems: Vec<(String, String)>,
    /// Address of this page in German and in English.
    pub languages: Vec<(kernel::Language, String)>,
    /// Fewest characters of a password.
    pub password_length: usize,
}
