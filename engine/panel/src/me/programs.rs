//! What lets programs in.

use maud::Markup;
use ui::Cx;

use super::frame::{MeFrame, card, framed};
use crate::tokens::{Tokens, tokens};

/// Keys of one's own programs.
#[derive(Clone, Debug, Default)]
pub struct ProgramsPage {
    /// What is around it.
    pub frame: MeFrame,
    /// Tokens of programs.
    pub tokens: Tokens,
}

/// Draws the page.
#[must_use]
pub fn programs(cx: Cx, page: &ProgramsPage) -> Markup {
    let body = card("tokens", cx.text("ui.me.tokens"), &tokens(cx, &page.tokens));
    framed(cx, &page.frame, &body)
}
