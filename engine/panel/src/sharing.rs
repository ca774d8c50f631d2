//! What everybody may do with everybody's records, and rules that open more.

use maud::{Markup, html};

use crate::form::{Control, control};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{empty, icon, icon_large, token};

/// The page of the sharing.
#[derive(Clone, Debug, Default)]
pub struct SharingPage {
    /// What is around it.
    pub frame: Frame,
    /// The modules whose records have owners.
    pub defaults: Vec<DefaultRow>,
    /// The rules.
    pub rules: Vec<RuleRow>,
    /// Fields of a new rule.
    pub controls: Vec<Control>,
}

/// What everybody may do with everybody's records of a module.
#[derive(Clone, Debug, Default)]
pub struct DefaultRow {
    /// Code of the module.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Its icon.
    pub icon: String,
    /// Word of the level that holds.
    pub level: &'static str,
    /// Rules of the module.
    pub n_rules: usize,
}

/// A rule in words.
#[derive(Clone, Debug, Default)]
pub struct RuleRow {
    /// Its id.
    pub id: String,
    /// The module.
    pub module: String,
    /// Whose records.
    pub from: String,
    /// To whom.
    pub to: String,
    /// How far.
    pub level: String,
    /// Whether it opens anything that is not open to everybody.
    pub is_idle: bool,
}

/// Words of the levels, the least first.
const LEVELS: [&str; 4] = ["private", "read", "write", "delete"];

/// Draws the sharing.
#[must_use]
pub fn sharing(cx: Cx, page: &SharingPage) -> Markup {
    let body = html! {
        section.card {
            div.card__head { h2 { (cx.text("ui.house.defaults")) } }
            form.card__body.stack.stack--loose method="post" action="/settings/sharing" {
                (token(cx))
                p.field__hint { (cx.text("ui.house.defaults_about")) }
                div.house__scroll { (defaults(cx, page)) }
                div { button.button.button--primary type="submit" { (cx.text("ui.action.save")) } }
            }
        }
        section.card {
            div.card__head { h2 { (cx.text("ui.house.rules")) } }
            div.card__body.stack.stack--loose {
                p.field__hint { (cx.text("ui.house.rules_about")) }
                @if page.rules.is_empty() {
                    (empty(&icon_large("users-round"), cx.text("ui.house.no_rules"), "", &html! {}))
                } @else { (rules(cx, page)) }
            }
        }
        section.card {
            div.card__head { h2 { (cx.text("ui.house.new_rule")) } }
            form.card__body.stack.stack--loose method="post" action="/settings/sharing/rules" {
                (token(cx))
                div.house__fields { @for one in &page.controls { (control(one, "rule-")) } }
                div { button.button type="submit" { (cx.text("ui.house.add_rule")) } }
            }
        }
    };
    framed(cx, &page.frame, &html! {}, &body)
}

fn defaults(cx: Cx, page: &SharingPage) -> Markup {
    html! {
        table.table.house__matrix {
            thead {
                tr {
                    th scope="col" { (cx.text("ui.house.module")) }
                    @for level in LEVELS { th scope="col" { (cx.text(&format!("level.{level}"))) } }
                    th scope="col" { (cx.text("ui.house.rules")) }
                }
            }
            tbody {
                @for row in &page.defaults {
                    tr {
                        th scope="row" { span.table__main { (icon(&row.icon)) (row.label) } }
                        @for level in LEVELS {
                            @let key = format!("level.{level}");
                            @let label = format!("{}: {}", row.label, cx.text(&key));
                            td {
                                input.check type="radio" name={ "level." (row.code) } value=(level)
                                    checked[row.level == level] aria-label=(label) title=(label);
                            }
                        }
                        td { @if row.n_rules > 0 { (row.n_rules) } }
                    }
                }
            }
        }
    }
}

fn rules(cx: Cx, page: &SharingPage) -> Markup {
    html! {
        div.house__scroll {
            table.table.table--wrap {
                thead {
                    tr {
                        th scope="col" { (cx.text("ui.house.module")) }
                        th scope="col" { (cx.text("ui.house.rule_from")) }
                        th scope="col" { (cx.text("ui.house.rule_to")) }
                        th scope="col" { (cx.text("ui.house.rule_level")) }
                        th scope="col" { span.sr-only { (cx.text("ui.action.more")) } }
                    }
                }
                tbody { @for rule in &page.rules { (rule_row(cx, rule)) } }
            }
        }
    }
}

fn rule_row(cx: Cx, rule: &RuleRow) -> Markup {
    let remove = cx.text("ui.house.remove_rule");
    html! {
        tr {
            th scope="row" { (rule.module) }
            td { (rule.from) }
            td { (rule.to) }
            td {
                (rule.level)
                @if rule.is_idle { p.field__hint { (cx.text("ui.house.idle_rule")) } }
            }
            td.num {
                form method="post" action={ "/settings/sharing/rules/" (rule.id) "/remove" } {
                    (token(cx))
                    button.button.button--icon.button--ghost.button--sm type="submit"
                        aria-label=(remove) title=(remove) { (icon("trash-2")) }
                }
            }
        }
    }
}
