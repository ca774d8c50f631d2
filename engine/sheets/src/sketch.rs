//! What would come of a form while somebody fills it: pages, faults with their lines, and what can
//! be put into its text.

use std::hash::{DefaultHasher, Hash, Hasher};

use kernel::FieldProblem;
use maud::{Markup, html};

use ui::components::{banner, icon, problem_text};
use ui::model::Mood;
use ui::{Cx, assets};

/// What stands beside the form of a record that is drawn while it is typed.
#[derive(Clone, Debug, Default)]
pub struct SketchPane {
    /// Where the form is posted to be drawn.
    pub at: String,
    /// What is drawn already; without it the page asks by itself.
    pub drawn: Option<Drawn>,
}

/// What came of a form.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Pages as addresses of pictures: whatever they hold, a picture runs nothing.
    pub pages: Vec<String>,
    /// How many pages there are.
    pub n_pages: usize,
    /// Why there are none, each with the label of its field.
    pub problems: Vec<(String, FieldProblem)>,
    /// Groups of what can be put into a text.
    pub words: Vec<WordGroup>,
}

/// What can be put into a text.
#[derive(Clone, Debug, Default, Hash)]
pub struct WordGroup {
    /// Heading of the group.
    pub label: String,
    /// The field it goes into.
    pub field: String,
    /// What is put in, and what it means.
    pub words: Vec<(String, String)>,
}

impl Drawn {
    /// What tells these words from others, so that those that stand are not drawn again.
    #[must_use]
    pub fn mark(&self) -> String {
        let mut hash = DefaultHasher::new();
        self.words.hash(&mut hash);
        format!("{:x}", hash.finish())
    }
}

/// The form field under which a page says which words it shows.
pub const MARK: &str = "sketch.words";

/// The part `edit.sketch`: it draws anew whenever the form around it changes.
#[must_use]
pub fn pane(cx: Cx, pane: &SketchPane) -> Markup {
    let when = "input from:'closest form' delay:400ms, change from:'closest form' delay:400ms";
    let when = if pane.drawn.is_none() { format!("load, {when}") } else { when.to_owned() };
    let drawn = pane.drawn.clone().unwrap_or_default();
    html! {
        link rel="stylesheet" href=(assets::url("sketch.css"));
        form-sketch.sketch {
            script src=(assets::url("sketch.js")) defer {}
            div.sketch__head {
                h2.form__title { (cx.text("ui.sketch.title")) }
                button.button.button--sm type="submit" formaction=(pane.at) formnovalidate {
                    (icon("refresh-cw")) (cx.text("ui.sketch.draw"))
                }
            }
            div #part-edit-sketch role="status" data-quiet hx-post=(pane.at) hx-target="this"
                hx-swap="innerHTML" hx-trigger=(when) hx-sync="this:replace"
                hx-encoding="application/x-www-form-urlencoded" { (said(cx, &drawn)) }
            div #part-edit-words { (words(&drawn)) }
            div #part-edit-pages { (pages(cx, &drawn)) }
        }
    }
}

/// What the part holds after it was asked: faults; beside them pages where there are some, and
/// words where others stand in the page.
#[must_use]
pub fn answer(cx: Cx, drawn: &Drawn, shown_words: &str) -> Markup {
    html! {
        (said(cx, drawn))
        @if !drawn.pages.is_empty() {
            hx-partial hx-target="#part-edit-pages" hx-swap="innerHTML" { (pages(cx, drawn)) }
        }
        @if shown_words != drawn.mark() {
            hx-partial hx-target="#part-edit-words" hx-swap="innerHTML" { (words(drawn)) }
        }
    }
}

fn said(cx: Cx, drawn: &Drawn) -> Markup {
    if drawn.problems.is_empty() {
        let n = drawn.n_pages.to_string();
        return html! { p.sr-only { (cx.fill("ui.sketch.drawn", &[("total", &n)])) } };
    }
    let words = html! {
        strong { (cx.text("ui.sketch.faults")) }
        ul.banner__list {
            @for (label, problem) in &drawn.problems {
                @let text = problem_text(cx, &problem.clone().with("field", label));
                li {
                    @match problem.params.get("line") {
                        Some(line) => {
                            button.sketch__fault type="button" data-field=(problem.field)
                                data-line=(line) data-column=[problem.params.get("column")] {
                                (text)
                            }
                        }
                        None => { (text) }
                    }
                }
            }
        }
    };
    banner(Mood::Warning, &words, &html! {})
}

fn pages(cx: Cx, drawn: &Drawn) -> Markup {
    let total = drawn.n_pages.to_string();
    html! {
        @for (at, page) in (1..).zip(&drawn.pages) {
            @let n = usize::to_string(&at);
            @let alt = cx.fill("ui.sketch.page", &[("n", &n), ("total", &total)]);
            img.sketch__page src=(page) alt=(alt);
        }
        @if drawn.pages.len() < drawn.n_pages {
            p.muted { (cx.fill("ui.sketch.more", &[("total", &total)])) }
        }
    }
}

fn words(drawn: &Drawn) -> Markup {
    html! {
        @if !drawn.words.is_empty() { input type="hidden" name=(MARK) value=(drawn.mark()); }
        @for group in &drawn.words {
            details.sketch__words {
                summary { (icon("chevron-down")) (group.label) }
                ul {
                    @for (text, meaning) in &group.words {
                        li {
                            button.sketch__word type="button" data-into=(group.field)
                                data-insert=(text) {
                                code { (text.lines().next().unwrap_or_default()) }
                                span.muted { (meaning) }
                            }
                        }
                    }
                }
            }
        }
    }
}
