//! Errors in words.

use catalog::Catalog;
use kernel::{Date, Error, FieldProblem, Language, Locale};
use maud::{DOCTYPE, Markup, html};
use ui::views::message::MessagePage;

/// Who reads an error.
pub struct Reader<'a> {
    /// Texts.
    pub catalog: &'a Catalog,
    /// Language.
    pub locale: &'a Locale,
}

/// Logs a fault of ours once and gives the number under which it stands in the log.
pub fn log(error: &Error) -> Option<String> {
    let Error::Internal(cause) = error else { return None };
    let reference = kernel::random_hex();
    tracing::error!(reference, error = ?cause, "a request failed");
    Some(reference)
}

/// The sentence of a problem at a field.
pub fn sentence(reader: &Reader<'_>, label: &str, problem: &FieldProblem) -> String {
    let said = problem.params.iter().map(|(name, value)| (name, said(reader, value)));
    let said: Vec<(&String, String)> = said.collect();
    let mut params: Vec<(&str, &str)> =
        said.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    params.push(("field", label));
    let key = format!("problem.{}", problem.code);
    reader.catalog.texts().fill(reader.locale.language, &key, &params)
}

/// A parameter as its reader writes it: a day is told in their way.
fn said(reader: &Reader<'_>, value: &str) -> String {
    let Some(day) = Date::parse_iso(value) else { return value.to_owned() };
    let (catalog, locale, names) = (reader.catalog, reader.locale, ui::Names::default());
    let now = kernel::Instant::from_millis(0);
    ui::format::date(ui::Cx { catalog, locale, now, names: &names, csrf: "" }, day)
}

/// The sentence of a key with its parameters, such as `conflict.linked`.
pub fn keyed(
    reader: &Reader<'_>,
    label: &str,
    (key, params): (&str, &std::collections::BTreeMap<String, String>),
) -> String {
    let mut all: Vec<(&str, &str)> =
        params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.push(("field", label));
    reader.catalog.texts().fill(reader.locale.language, key, &all)
}

fn text<'a>(reader: &Reader<'a>, key: &'a str) -> &'a str {
    reader.catalog.texts().get(reader.locale.language, key)
}

/// What happened and what to do, in two sentences.
pub fn words(reader: &Reader<'_>, error: &Error, reference: Option<&str>) -> (String, String) {
    let texts = reader.catalog.texts();
    let language = reader.locale.language;
    let pair = |code: &str, params: &[(&str, &str)]| {
        let title = texts.fill(language, &format!("web.error.{code}.title"), params);
        (title, texts.fill(language, &format!("web.error.{code}.text"), params))
    };
    match error {
        Error::Invalid(problems) => {
            let label = |field: &str| {
                let known = texts.find(language, &format!("web.input.{field}"));
                known.unwrap_or(field).to_owned()
            };
            let said: Vec<String> =
                problems.iter().map(|p| sentence(reader, &label(&p.field), p)).collect();
            (text(reader, "web.error.invalid.title").to_owned(), said.join(" "))
        }
        Error::Conflict { code, params } => {
            let params = params.iter().map(|(name, value)| (name, said(reader, value)));
            let params: Vec<(&String, String)> = params.collect();
            let params: Vec<(&str, &str)> =
                params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let key = format!("conflict.{code}");
            (
                text(reader, "web.error.conflict.title").to_owned(),
                texts.fill(language, &key, &params),
            )
        }
        Error::NotFound => pair("not_found", &[]),
        Error::Forbidden { right } if right == "csrf" => pair("csrf", &[]),
        Error::Forbidden { .. } => pair("forbidden", &[]),
        Error::Unauthenticated => pair("unauthenticated", &[]),
        Error::TooMany { retry_after } => pair("too_many", &[("n", &retry_after.to_string())]),
        Error::Unavailable { .. } => pair("unavailable", &[]),
        Error::Internal(_) => pair("internal", &[("reference", reference.unwrap_or_default())]),
    }
}

/// A message on a page of its own, without the frame of a signed-in person.
pub fn frame(language: Language, message: &MessagePage) -> Markup {
    let MessagePage { title, text, way: (label, href) } = message;
    html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Kontor" }
                link rel="icon" type="image/svg+xml" href=(ui::assets::url("mark.svg"));
                link rel="stylesheet" href=(ui::assets::url("app.css"));
            }
            body {
                main.message id="content" {
                    div.empty {
                        h1.empty__title { (title) }
                        p { (text) }
                        div.empty__actions { a.button href=(href) { (label) } }
                    }
                }
            }
        }
    }
}
