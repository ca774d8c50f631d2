//! What pages do alike: the frame, the reader, the answer.

use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Instant, Language, Locale, Result};
use maud::Markup;
use ui::Names;
use ui::views::shell::Shell;

use crate::answer::page;
use crate::shell::shell;
use crate::state::WebState;
use crate::visitor::Visitor;

/// Everything a rendering function needs besides its page model.
pub struct Open<'a> {
    visitor: &'a Visitor,
    names: Names,
    shell: Shell,
    now: Instant,
}

impl<'a> Open<'a> {
    /// Opens the frame; `here` is the address of its entry that is shown.
    pub async fn new(visitor: &'a Visitor, here: &str, names: Names) -> Result<Open<'a>> {
        Ok(Open::of(visitor, shell(visitor, here).await?, names))
    }

    /// Opens a frame that was made before, beside other questions.
    pub fn of(visitor: &'a Visitor, shell: Shell, names: Names) -> Open<'a> {
        Open { visitor, names, shell, now: visitor.cx().now() }
    }

    /// The reader.
    pub fn reader(&self) -> ui::Cx<'_> {
        ui::Cx {
            catalog: &self.visitor.cx().catalog,
            locale: &self.visitor.cx().locale,
            now: self.now,
            names: &self.names,
            csrf: &self.visitor.csrf,
        }
    }

    /// Answers with a whole page.
    pub fn answer(&self, status: StatusCode, title: &str, body: &Markup) -> Response {
        page(status, ui::views::shell::page(self.reader(), &self.shell, title, body))
    }
}

/// A page for somebody who is not signed in, who has a language alone.
pub fn to_stranger(
    state: &WebState,
    (language, status): (Language, StatusCode),
    draw: impl FnOnce(ui::Cx<'_>) -> Markup,
) -> Response {
    let (catalog, locale) = (state.engine.catalog(), Locale::new(language));
    let (now, names) = (state.engine.clock().now(), Names::default());
    page(status, draw(ui::Cx { catalog: &catalog, locale: &locale, now, names: &names, csrf: "" }))
}

/// The reader without a frame, for parts of pages.
pub fn reader<'a>(visitor: &'a Visitor, names: &'a Names) -> ui::Cx<'a> {
    ui::Cx {
        catalog: &visitor.cx().catalog,
        locale: &visitor.cx().locale,
        now: visitor.cx().now(),
        names,
        csrf: &visitor.csrf,
    }
}
