//! A profile: rights by module as a table that reads at a glance, fields and actions folded below.

use maud::{Markup, html};

use crate::form::{Choice, Control, Extra, control, extras};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{empty, icon, icon_large, token};

/// The page of a profile.
#[derive(Clone, Debug, Default)]
pub struct ProfilePage {
    /// What is around it.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Version that was read.
    pub version: Option<i64>,
    /// Name and description.
    pub controls: Vec<Control>,
    /// Names of the rights, in the order of the cells.
    pub rights: Vec<String>,
    /// The modules; the first row is for all that have none of their own.
    pub modules: Vec<ModuleRow>,
    /// Pick lists of which values can be withheld.
    pub lists: Vec<ListRow>,
    /// Parts of the settings: word, label, whether open.
    pub areas: Control,
    /// Where one goes without sending it.
    pub back: String,
    /// What else can be done.
    pub extras: Vec<Extra>,
}

/// What a profile leaves open in a module.
#[derive(Clone, Debug, Default)]
pub struct ModuleRow {
    /// Code of the module; `*` stands for all others.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Its icon.
    pub icon: String,
    /// Its rights.
    pub rights: Vec<RightCell>,
    /// Its named actions.
    pub actions: Vec<ActionRow>,
    /// Its fields.
    pub fields: Vec<FieldRow>,
    /// How many fields and actions are limited.
    pub n_limited: usize,
}

/// A right to a module.
#[derive(Clone, Debug, Default)]
pub struct RightCell {
    /// Its word.
    pub word: &'static str,
    /// Its name.
    pub label: String,
    /// Whether it is open.
    pub is_on: bool,
}

/// A named action of a module.
#[derive(Clone, Debug, Default)]
pub struct ActionRow {
    /// Its name in code.
    pub name: String,
    /// Its words.
    pub label: String,
    /// Whether it is open.
    pub is_on: bool,
}

/// A field of a module.
#[derive(Clone, Debug, Default)]
pub struct FieldRow {
    /// Its name in code.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Word of what may be done to it.
    pub right: &'static str,
}

/// A pick list of which values can be withheld.
#[derive(Clone, Debug, Default)]
pub struct ListRow {
    /// Its name in code.
    pub list: String,
    /// What it is called.
    pub label: String,
    /// Its values, each with whether it is offered.
    pub values: Vec<Choice>,
}

/// Draws a profile.
#[must_use]
pub fn profile(cx: Cx, page: &ProfilePage) -> Markup {
    let body = html! {
        form.stack.stack--loose method="post" action=(page.action) {
            (token(cx))
            @if let Some(version) = page.version {
                input type="hidden" name="version" value=(version);
            }
            section.card {
                div.card__body.house__fields.house__fields--top {
                    @for one in &page.controls { (control(one, "")) }
                }
            }
            (matrix(cx, page))
            @for module in &page.modules { (details(cx, module)) }
            @if !page.lists.is_empty() { (lists(cx, &page.lists)) }
            section.card { div.card__body.house__fields--top { (control(&page.areas, "")) } }
            div.row {
                button.button.button--primary type="submit" { (cx.text("ui.action.save")) }
                a.button.button--ghost href=(page.back) { (cx.text("ui.action.cancel")) }
            }
        }
        (extras(cx, &page.extras))
    };
    framed(cx, &page.frame, &html! {}, &body)
}

/// What is offered of pick lists; the hidden field says that a list stood in the form.
fn lists(cx: Cx, lists: &[ListRow]) -> Markup {
    let withheld = |list: &ListRow| list.values.iter().filter(|value| !value.is_on).count();
    let n: usize = lists.iter().map(withheld).sum();
    html! {
        details.card.house__details open[n > 0] {
            summary {
                (icon("list"))
                span.grow { (cx.text("ui.house.values")) }
                span.field__hint { (limited(cx, n)) }
            }
            div.card__body.stack.stack--loose {
                p.field__hint { (cx.text("ui.house.values_about")) }
                @for list in lists {
                    fieldset.field {
                        legend.field__label { (list.label) }
                        input type="hidden" name="list" value=(list.list);
                        div.house__many {
                            @for value in &list.values {
                                label.choice {
                                    input.check type="checkbox" value=(value.value)
                                        name={ "value." (list.list) } checked[value.is_on];
                                    span { (value.label) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn limited(cx: Cx, n: usize) -> String {
    match n {
        0 => cx.text("ui.house.fields_open").to_owned(),
        n => cx.fill("ui.house.fields_limited", &[("n", &n.to_string())]),
    }
}

fn matrix(cx: Cx, page: &ProfilePage) -> Markup {
    html! {
        div.table-frame {
            table.table.house__matrix {
                caption.sr-only { (cx.text("ui.house.rights_table")) }
                thead {
                    tr {
                        th scope="col" { (cx.text("ui.house.module")) }
                        @for right in &page.rights { th scope="col" { (right) } }
                    }
                }
                tbody {
                    @for module in &page.modules {
                        tr {
                            th scope="row" {
                                span.table__main { (icon(&module.icon)) (module.label) }
                            }
                            @for right in &module.rights { (cell(module, right)) }
                        }
                    }
                }
            }
        }
    }
}

fn cell(module: &ModuleRow, right: &RightCell) -> Markup {
    let label = format!("{}: {}", module.label, right.label);
    html! {
        td {
            input.check type="checkbox" name={ "may." (module.code) } value=(right.word)
                checked[right.is_on] aria-label=(label) title=(label);
        }
    }
}

fn details(cx: Cx, module: &ModuleRow) -> Markup {
    let limited = limited(cx, module.n_limited);
    html! {
        @if !module.fields.is_empty() {
            details.card.house__details open[module.n_limited > 0] {
                summary {
                    (icon(&module.icon))
                    span.grow { (cx.fill("ui.house.fields_of", &[("many", &module.label)])) }
                    span.field__hint { (limited) }
                }
                div.card__body.stack.stack--loose {
                    @if !module.actions.is_empty() {
                        fieldset.field {
                            legend.field__label { (cx.text("ui.house.actions")) }
                            div.house__many {
                                @for action in &module.actions {
                                    label.choice {
                                        input.check type="checkbox" value=(action.name)
                                            name={ "act." (module.code) } checked[action.is_on];
                                        span { (action.label) }
                                    }
                                }
                            }
                        }
                    }
                    div.house__grid {
                        @for field in &module.fields { (field_right(cx, module, field)) }
                    }
                }
            }
        }
    }
}

fn field_right(cx: Cx, module: &ModuleRow, field: &FieldRow) -> Markup {
    let id = format!("field-{}-{}", module.code, field.name);
    html! {
        div.house__pair {
            label for=(id) { (field.label) }
            select.select id=(id) name={ "field." (module.code) "." (field.name) } {
                @for word in ["write", "read", "hidden"] {
                    option value=(word) selected[field.right == word] {
                        (cx.text(&format!("field_right.{word}")))
                    }
                }
            }
        }
    }
}

/// Two profiles beside each other.
#[derive(Clone, Debug, Default)]
pub struct ComparePage {
    /// What is around it.
    pub frame: Frame,
    /// The two choices.
    pub choices: [Control; 2],
    /// Names of the two.
    pub names: Option<[String; 2]>,
    /// Where they differ.
    pub differences: Vec<Difference>,
}

/// Something in which two profiles differ.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// What it is.
    pub what: String,
    /// What each of them says.
    pub said: [String; 2],
}

/// Draws two profiles beside each other.
#[must_use]
pub fn compare(cx: Cx, page: &ComparePage) -> Markup {
    let body = html! {
        form.card method="get" {
            div.card__body.house__fields.house__fields--top {
                @for one in &page.choices { (control(one, "")) }
                div { button.button type="submit" { (cx.text("ui.house.compare")) } }
            }
        }
        @if let Some([one, two]) = &page.names {
            @if page.differences.is_empty() {
                (empty(&icon_large("check"), cx.text("ui.house.same"), "", &html! {}))
            } @else {
                div.table-frame {
                    table.table.table--wrap {
                        thead {
                            tr {
                                th scope="col" { (cx.text("ui.house.what")) }
                                th scope="col" { (one) }
                                th scope="col" { (two) }
                            }
                        }
                        tbody {
                            @for one in &page.differences {
                                tr {
                                    th scope="row" { (one.what) }
                                    @for said in &one.said { td { (said) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    framed(cx, &page.frame, &html! {}, &body)
}
