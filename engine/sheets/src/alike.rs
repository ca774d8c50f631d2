//! What a search over all records of a module found: groups of records that may be one.

use catalog::Field;
use kernel::{RecordId, Value};
use maud::{Markup, html};

use ui::Cx;
use ui::components::{
    Shape, Size, avatar, crumbs, empty, glyph, icon, icon_large, progress, tabs, token,
};
use ui::fields;
use ui::model::ModuleHead;
use ui::views::detail::TabLink;

/// Records that may be one.
#[derive(Clone, Debug, Default)]
pub struct AlikePage<'a> {
    /// The module.
    pub module: ModuleHead,
    /// Heading.
    pub title: String,
    /// Pages beside it.
    pub tabs: Vec<TabLink>,
    /// What is known of the last search, in words.
    pub searched: String,
    /// Whether there was one.
    pub was_searched: bool,
    /// Where a search is begun; none while one is under way.
    pub search: Option<String>,
    /// Pairs compared so far, while a search is under way.
    pub running: Option<u64>,
    /// The part that is asked again while a search is under way.
    pub again: String,
    /// Columns: field and label.
    pub columns: Vec<(&'a Field, String)>,
    /// The groups.
    pub groups: Vec<Group>,
    /// Where it is posted that records are different.
    pub apart: String,
    /// Pairs that were told apart, and where that is taken back.
    pub different: (Vec<Group>, String),
}

/// Records that may be one.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// How alike, in words.
    pub percent: String,
    /// The records.
    pub records: Vec<Line>,
    /// Where they are laid side by side.
    pub merge: String,
}

/// A record of a group.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Values of the columns.
    pub cells: Vec<Value>,
}

/// Draws the page.
#[must_use]
pub fn page(cx: Cx, page: &AlikePage) -> Markup {
    html! {
        header.page__head {
            (crumbs(cx, &[(page.module.many.clone(), page.module.href.clone())]))
            h1 { (page.title) }
        }
        div.page__bar { (tabs(cx, cx.text("merge.pages"), &page.tabs)) }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(page.title) { (found(cx, page)) }
    }
}

/// Draws what was found; while a search is under way the part asks for itself again.
#[must_use]
pub fn found(cx: Cx, page: &AlikePage) -> Markup {
    let is_running = page.running.is_some();
    html! {
        div.stack.stack--loose.merge id="part-alike"
            hx-get=[is_running.then_some(&page.again)]
            hx-trigger=[is_running.then_some("load delay:1s")] hx-swap="outerHTML" {
            (state(cx, page))
            @if page.groups.is_empty() && page.was_searched && !is_running {
                (empty(
                    &glyph(&page.module.icon, page.module.hue),
                    cx.text("merge.none"),
                    cx.text("merge.none_why"),
                    &html! {},
                ))
            }
            @for group in &page.groups { (card(cx, page, group)) }
            @if !page.different.0.is_empty() { (different(cx, page)) }
        }
    }
}

fn state(cx: Cx, page: &AlikePage) -> Markup {
    html! {
        section.card {
            div.card__body.merge__state {
                span { (icon_large("copy")) }
                div.grow aria-live="polite" {
                    p { (page.searched) }
                    @if let Some(compared) = page.running {
                        (progress(&page.title, compared, None))
                    }
                }
                @if let Some(search) = &page.search {
                    form method="post" action=(search) {
                        (token(cx))
                        button.button.button--primary type="submit" {
                            (icon("search")) (cx.text("merge.search"))
                        }
                    }
                }
            }
        }
    }
}

fn card(cx: Cx, page: &AlikePage, group: &Group) -> Markup {
    html! {
        section.card {
            div.card__head {
                h2 { (group.percent) }
                div.push.row.row--wrap {
                    (apart(cx, &page.apart, group, "merge.apart"))
                    a.button.button--primary.button--sm href=(group.merge) {
                        (icon("git-merge")) (cx.text("merge.look"))
                    }
                }
            }
            (records(cx, page, group))
        }
    }
}

fn records(cx: Cx, page: &AlikePage, group: &Group) -> Markup {
    let shape = Shape::of(page.module.is_person);
    html! {
        div.table-frame {
            table.table.table--wrap {
                thead {
                    tr {
                        th scope="col" { (page.module.one) }
                        @for (_, label) in &page.columns { th scope="col" { (label) } }
                    }
                }
                tbody {
                    @for line in &group.records {
                        tr {
                            td {
                                span.table__main {
                                    (avatar(&line.title, line.id.bytes(), shape, Size::Small))
                                    a href=(line.href) { (line.title) }
                                }
                            }
                            @for ((field, _), value) in page.columns.iter().zip(&line.cells) {
                                td { (fields::cell(cx, field, value)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn apart(cx: Cx, action: &str, group: &Group, key: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (token(cx))
            @for line in &group.records { input type="hidden" name="id" value=(line.id); }
            button.button.button--sm type="submit" { (cx.text(key)) }
        }
    }
}

fn different(cx: Cx, page: &AlikePage) -> Markup {
    let (groups, action) = &page.different;
    html! {
        details.merge__different {
            summary { (cx.fill("merge.different", &[("n", &groups.len().to_string())])) }
            ul.stack {
                @for group in groups {
                    li.row.row--wrap {
                        @for (at, line) in group.records.iter().enumerate() {
                            @if at > 0 { span.faint { "≠" } }
                            a href=(line.href) { (line.title) }
                        }
                        (apart(cx, action, group, "merge.allow"))
                    }
                }
            }
        }
    }
}
