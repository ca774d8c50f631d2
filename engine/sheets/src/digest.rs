//! A digest of messages as a letter: its subject, its text, and the same as plain HTML.
//!
//! Programs that show mail leave style and script out, so there is none.

use kernel::Instant;
use maud::{DOCTYPE, html};

use ui::{Cx, format};

/// Messages that a person has not read.
#[derive(Clone, Debug, Default)]
pub struct DigestPage {
    /// Name of the person.
    pub name: String,
    /// How many messages there are; `is_more` than that.
    pub n: u64,
    /// Whether there are more than the letter holds.
    pub is_more: bool,
    /// Messages by what they are about.
    pub groups: Vec<DigestGroup>,
    /// Whole address of the message centre.
    pub all: String,
    /// Whole address of the settings.
    pub settings: String,
}

/// Messages about one thing.
#[derive(Clone, Debug, Default)]
pub struct DigestGroup {
    /// Its title.
    pub title: String,
    /// What kind of thing it is, or empty.
    pub kind: String,
    /// Its whole address.
    pub href: String,
    /// What happened.
    pub lines: Vec<DigestLine>,
}

/// A message.
#[derive(Clone, Debug)]
pub struct DigestLine {
    /// What happened, as a sentence.
    pub text: String,
    /// What a comment says.
    pub excerpt: Option<String>,
    /// When.
    pub at: Instant,
}

/// The subject.
#[must_use]
pub fn subject(cx: Cx, page: &DigestPage) -> String {
    let n = format::integer(cx, page.n);
    let shown = if page.is_more { format!("{n}+") } else { n };
    cx.catalog.texts().count(cx.locale.language, "mail.digest.subject", page.n, &shown)
}

/// The letter as text.
#[must_use]
pub fn text(cx: Cx, page: &DigestPage) -> String {
    let mut text = String::new();
    let mut line = |words: &str| {
        text.push_str(words);
        text.push('\n');
    };
    line(&cx.fill("mail.digest.greeting", &[("name", &page.name)]));
    line("");
    line(cx.text("mail.digest.begin"));
    for group in &page.groups {
        line("");
        line(&titled(group));
        line(&group.href);
        for told in &group.lines {
            line(&format!("- {}, {}", told.text, format::date_time(cx, told.at)));
            if let Some(excerpt) = &told.excerpt {
                line(&format!("  > {}", excerpt.replace('\n', "\n  > ")));
            }
        }
    }
    line("");
    if page.is_more {
        line(cx.text("mail.digest.more"));
    }
    line(&format!("{}: {}", cx.text("mail.digest.all"), page.all));
    line("");
    line(cx.text("mail.digest.why"));
    line(&format!("{}: {}", cx.text("mail.digest.settings"), page.settings));
    text
}

fn titled(group: &DigestGroup) -> String {
    match group.kind.as_str() {
        "" => group.title.clone(),
        kind => format!("{} ({kind})", group.title),
    }
}

/// The letter as a page of HTML.
#[must_use]
pub fn page(cx: Cx, page: &DigestPage) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang=(cx.locale.language.code()) {
            head {
                meta charset="utf-8";
                title { (subject(cx, page)) }
            }
            body {
                p { (cx.fill("mail.digest.greeting", &[("name", &page.name)])) }
                p { (cx.text("mail.digest.begin")) }
                @for group in &page.groups {
                    h3 { a href=(group.href) { (group.title) }
                        @if !group.kind.is_empty() { " · " (group.kind) } }
                    ul {
                        @for told in &group.lines {
                            li {
                                (told.text) " · " (format::date_time(cx, told.at))
                                @if let Some(excerpt) = &told.excerpt {
                                    blockquote { (excerpt) }
                                }
                            }
                        }
                    }
                }
                @if page.is_more { p { (cx.text("mail.digest.more")) } }
                p { a href=(page.all) { (cx.text("mail.digest.all")) } }
                hr;
                p { small {
                    (cx.text("mail.digest.why")) " "
                    a href=(page.settings) { (cx.text("mail.digest.settings")) }
                } }
            }
        }
    };
    markup.into_string()
}
