//! A letter with a link: its subject, its text, and the same as plain HTML.

use maud::{DOCTYPE, html};
use ui::Cx;

/// A letter with a link that works once.
#[derive(Clone, Debug, Default)]
pub struct LinkLetter {
    /// Word of what the link is for: `reset` or `invitation`.
    pub kind: &'static str,
    /// Name of whom it is for.
    pub name: String,
    /// Name they sign in with.
    pub login: String,
    /// The link.
    pub href: String,
}

fn said(cx: Cx, page: &LinkLetter, part: &str) -> String {
    let key = format!("mail.link.{}_{part}", page.kind);
    cx.fill(&key, &[("login", &page.login)])
}

/// The subject.
#[must_use]
pub fn subject(cx: Cx, page: &LinkLetter) -> String {
    said(cx, page, "subject")
}

/// The letter as text.
#[must_use]
pub fn text(cx: Cx, page: &LinkLetter) -> String {
    let greeting = cx.fill("mail.link.greeting", &[("name", &page.name)]);
    let (begin, life) = (said(cx, page, "begin"), said(cx, page, "life"));
    format!("{greeting}\n\n{begin}\n\n{}\n\n{life}\n", page.href)
}

/// The letter as a page of HTML.
#[must_use]
pub fn page(cx: Cx, page: &LinkLetter) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang=(cx.locale.language.code()) {
            head {
                meta charset="utf-8";
                title { (subject(cx, page)) }
            }
            body {
                p { (cx.fill("mail.link.greeting", &[("name", &page.name)])) }
                p { (said(cx, page, "begin")) }
                p { a href=(page.href) { (said(cx, page, "open")) } }
                p { (said(cx, page, "life")) }
            }
        }
    };
    markup.into_string()
}
