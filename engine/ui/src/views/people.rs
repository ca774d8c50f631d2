//! The users of the house.

use maud::{Markup, html};

use crate::Cx;
use crate::components::{FieldFrame, Size, field_frame, portrait, tabs, token};
use crate::model::Person;
use crate::views::detail::TabLink;

/// The users of the house.
#[derive(Clone, Debug, Default)]
pub struct PeoplePage {
    /// Pages beside it.
    pub tabs: Vec<TabLink>,
    /// Everybody.
    pub rows: Vec<PersonRow>,
    /// What was typed for a new user: field name and value.
    pub entered: Vec<(String, String)>,
    /// What is wrong with it: field name and text.
    pub problems: Vec<(String, String)>,
    /// Whether letters leave, so that new users are invited.
    pub may_invite: bool,
    /// A password that was just made; it is shown once.
    pub new_password: Option<(String, String)>,
}

/// A user.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// Who.
    pub person: Person,
    /// Name to sign in with.
    pub login: String,
    /// Name of their role, or empty.
    pub role: String,
    /// Whether administration is open.
    pub is_admin: bool,
    /// Whether they can sign in.
    pub is_active: bool,
    /// Whether they see only what they own.
    pub sees_own: bool,
}

/// Draws the users of the house.
#[must_use]
pub fn people(cx: Cx, page: &PeoplePage) -> Markup {
    html! {
        header.page__head { h1 { (cx.text("ui.people.title")) } }
        @if !page.tabs.is_empty() {
            div.page__bar { (tabs(cx, cx.text("ui.house.pages"), &page.tabs)) }
        }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(cx.text("ui.people.title")) {
            div.measure--wide.stack.stack--loose {
                @if let Some((login, password)) = &page.new_password {
                    div.banner.banner--success role="status" {
                        div.grow {
                            p { (cx.fill("ui.people.once", &[("login", login)])) }
                            code.mono { (password) }
                        }
                    }
                }
                div.table-frame {
                    table.table.table--plain {
                        thead {
                            tr {
                                th scope="col" { (cx.text("ui.people.name")) }
                                th scope="col" { (cx.text("ui.login.name")) }
                                th scope="col" { (cx.text("ui.house.field.role")) }
                                th scope="col" { (cx.text("ui.people.rights")) }
                                th scope="col" { span.sr-only { (cx.text("ui.action.more")) } }
                            }
                        }
                        tbody { @for row in &page.rows { (row_of(cx, row)) } }
                    }
                }
                (new_person(cx, page))
            }
        }
    }
}

fn row_of(cx: Cx, row: &PersonRow) -> Markup {
    let rights = match (row.is_admin, row.sees_own) {
        (true, _) => "ui.people.admin",
        (false, true) => "ui.people.own",
        (false, false) => "ui.people.all",
    };
    let (act, verb) = match row.is_active {
        true => ("disable", "ui.people.disable"),
        false => ("enable", "ui.people.enable"),
    };
    html! {
        tr {
            td {
                span.table__main {
                    (portrait(&row.person, Size::Small))
                    a href={ "/settings/users/" (row.person.id) } { (row.person.name) }
                }
            }
            td { (row.login) }
            td { (row.role) }
            td {
                (cx.text(rights))
                @if !row.is_active { " · " (cx.text("ui.people.disabled")) }
            }
            td.num {
                form method="post" action={ "/settings/users/" (row.person.id) "/" (act) } {
                    (token(cx))
                    button.button.button--sm type="submit" { (cx.text(verb)) }
                }
            }
        }
    }
}

fn new_person(cx: Cx, page: &PeoplePage) -> Markup {
    let input = |name: &'static str, label: &'static str| {
        let id = format!("user-{name}");
        let value = page.entered.iter().find(|(field, _)| field == name);
        let problem = page.problems.iter().find(|(field, _)| field == name);
        let described = problem.map(|_| format!("{id}-problem"));
        let control = html! {
            input.input id=(id) name=(name) autocomplete="off"
                value=(value.map_or("", |(_, value)| value.as_str()))
                aria-invalid=[problem.map(|_| "true")] aria-describedby=[described];
        };
        let frame = FieldFrame {
            id: &id,
            label: cx.text(label),
            problem: problem.map(|(_, text)| text.as_str()),
            ..FieldFrame::default()
        };
        field_frame(frame, &control)
    };
    html! {
        section.card {
            div.card__head { h2 { (cx.text("ui.people.new")) } }
            form.card__body.stack.stack--loose method="post" action="/settings/users" {
                (token(cx))
                (input("name", "ui.people.name"))
                (input("login", "ui.login.name"))
                (input("email", "ui.setup.email"))
                label.choice {
                    input.check type="checkbox" name="admin" value="1"; (cx.text("ui.people.admin"))
                }
                label.choice {
                    input.check type="checkbox" name="own" value="1"; (cx.text("ui.people.own"))
                }
                @if page.may_invite {
                    @let was_off = !page.entered.is_empty()
                        && !page.entered.iter().any(|(field, _)| field == "invite");
                    label.choice {
                        input.check type="checkbox" name="invite" value="1" checked[!was_off];
                        (cx.text("ui.own.invite"))
                    }
                }
                div {
                    button.button.button--primary type="submit" { (cx.text("ui.people.add")) }
                }
            }
        }
    }
}
