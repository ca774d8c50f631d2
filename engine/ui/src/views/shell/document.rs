//! The HTML document around every page.

use maud::{DOCTYPE, Markup, html};

use super::{Density, Theme};
use crate::{Cx, assets};

/// How a page is drawn as a whole.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// Title for the window.
    pub title: &'a str,
    /// Name of the firm.
    pub firm: &'a str,
    /// Colours.
    pub theme: Theme,
    /// Height of rows and controls.
    pub density: Density,
    /// Whether single-letter keys act.
    pub single_keys: bool,
}

/// htmx swaps answers with an error too, follows links only where it is told, and runs no code.
const HTMX: &str = r#"{"history":false,"extensions":"kontor","defaultSettleDelay":0}"#;

/// Makes a whole document; the token stands where every request of the script takes it from.
#[must_use]
pub fn document(cx: Cx, how: &Document, body: &Markup) -> Markup {
    let theme = (how.theme != Theme::System).then(|| how.theme.code());
    let headers = format!(r#"{{"x-csrf-token":"{}"}}"#, cx.csrf);
    html! {
        (DOCTYPE)
        html lang=(cx.locale.language.code()) data-theme=[theme] data-density=(how.density.code())
            data-keys=[how.single_keys.then_some("single")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="htmx-config" content=(HTMX);
                title { (how.title) " – " (how.firm) }
                link rel="icon" type="image/svg+xml" href=(assets::url("mark.svg"));
                link rel="stylesheet" href=(assets::url("app.css"));
                script src=(assets::url("app.js")) defer {}
            }
            body hx-headers:inherited=(headers) { (body) }
        }
    }
}
