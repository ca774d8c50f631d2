//! What the pages of the studio share.

use std::fmt::Debug;

use axum::response::Response;
use catalog::Module;
use kernel::{Language, Result};
use panel::{Control, Frame, Kind};
use records::Cx;
use studio::Labels;
use ui::fields::Form;
use ui::views::detail::TabLink;

use crate::kit::{Again, Fields};
use crate::seen::{SEEN, demand, mark};
use visit::answer::{Flash, redirect};

/// The list of modules.
pub const MODULES: &str = "/settings/modules";
/// The side bar.
pub const AREAS: &str = "/settings/areas";
/// The pick lists.
pub const LISTS: &str = "/settings/picklists";
/// What was changed.
pub const CHANGES: &str = "/settings/changes";

const PAGES: [(&str, &str); 4] =
    [("modules", MODULES), ("areas", AREAS), ("picklists", LISTS), ("changes", CHANGES)];

/// A text of the studio.
pub fn text(cx: &Cx, key: &str) -> String {
    cx.text(&format!("ui.studio.{key}")).to_owned()
}

/// A text of the studio with something filled in.
pub fn fill(cx: &Cx, key: &str, params: &[(&str, &str)]) -> String {
    cx.catalog.texts().fill(cx.locale.language, &format!("ui.studio.{key}"), params)
}

/// The frame of one of the pages beside each other.
pub fn frame(cx: &Cx, here: &str) -> Frame {
    let link = |(key, href): (&str, &str)| TabLink {
        label: text(cx, &format!("page_{key}")),
        href: href.to_owned(),
        is_current: key == here,
        count: None,
    };
    Frame {
        title: text(cx, &format!("page_{here}")),
        about: text(cx, &format!("about_{here}")),
        tabs: PAGES.into_iter().map(link).collect(),
        ..Frame::default()
    }
}

/// The frame of a page below others.
pub fn below(title: &str, steps: &[(String, String)], again: Option<&Again>) -> Frame {
    Frame {
        title: title.to_owned(),
        steps: steps.to_vec(),
        problem: again.and_then(Again::conflict),
        is_unsaved: again.is_some_and(Again::is_unsaved),
        ..Frame::default()
    }
}

/// What several records of a module are called.
pub fn many(cx: &Cx, module: &Module) -> String {
    cx.text(&module.key("name", "other")).to_owned()
}

/// The step to a module.
pub fn steps(cx: &Cx, module: Option<&Module>) -> Vec<(String, String)> {
    let mut steps = vec![(text(cx, "page_modules"), MODULES.to_owned())];
    steps.extend(module.map(|module| (many(cx, module), at(module))));
    steps
}

/// The address of a module here.
pub fn at(module: &Module) -> String {
    format!("{MODULES}/{}", module.code)
}

/// The text under a key in each language, as it stands.
pub fn stored(cx: &Cx, key: &str) -> Vec<String> {
    let texts = cx.catalog.texts();
    let all = Language::ALL.into_iter();
    all.map(|language| texts.own(language, key).unwrap_or_default().to_owned()).collect()
}

/// Names of form fields for a text in each language; problems stand at the first.
pub type Names = [&'static str; 2];

/// Fields for a text in each language.
pub fn labels(fields: &Fields<'_>, names: Names, stored: &[String]) -> Vec<Control> {
    let value = |at: usize| stored.get(at).map_or("", String::as_str);
    vec![fields.required(names[0], value(0)), fields.text(names[1], value(1))]
}

/// Reads a text in each language.
pub fn read(form: &Form, names: Names) -> Labels {
    Labels(names.iter().map(|name| form.get(name).unwrap_or_default().to_owned()).collect())
}

/// The mark of something as it stands, for the form that is read from it.
pub fn seen(stands: &impl Debug) -> Control {
    Control { name: SEEN, kind: Kind::Hidden(mark(stands)), ..Control::default() }
}

/// Refuses a form that was read from something else than what stands.
///
/// # Errors
/// `Conflict` `shape_stale`.
pub fn demand_seen(form: &Form, stands: &impl Debug) -> Result<()> {
    demand(form, &mark(stands))
}

/// Goes on after something was done.
pub fn done(to: &str) -> Response {
    redirect(to, Some(&Flash::done("studio_saved")))
}

/// Words of a type.
pub fn kind(cx: &Cx, word: &str) -> String {
    text(cx, &format!("kind_{word}"))
}
