//! How people of the house prove who they are, for administrators.

use kernel::Instant;
use maud::{Markup, html};
use ui::components::{Size, SwitchOption, portrait, switcher_radios, token};
use ui::model::Person;
use ui::{Cx, format};

/// How everybody signs in.
#[derive(Clone, Debug, Default)]
pub struct ProofsPage {
    /// Word of what is demanded of everybody.
    pub demanded: String,
    /// Whether passkeys open this house.
    pub by_passkey: bool,
    /// Everybody who may sign in.
    pub rows: Vec<ProofRow>,
}

/// How somebody signs in.
#[derive(Clone, Debug)]
pub struct ProofRow {
    /// Who.
    pub person: Person,
    /// Name to sign in with.
    pub login: String,
    /// What their role demands, as words.
    pub demanded: String,
    /// Since when they have a second factor.
    pub factor_since: Option<Instant>,
    /// How many passkeys they have.
    pub n_passkeys: i64,
    /// Whether they lack what is demanded.
    pub is_lacking: bool,
    /// Whether they have a mail address.
    pub can_invite: bool,
    /// Browsers in which they are signed in.
    pub n_sessions: u64,
}

/// Draws how everybody signs in.
#[must_use]
pub fn page(cx: Cx, page: &ProofsPage) -> Markup {
    let title = cx.text("ui.proofs.title");
    let heads = ["ui.people.name", "ui.proofs.demanded", "ui.proofs.factor", "ui.me.sessions"];
    html! {
        header.page__head { h1 { (title) } }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(title) {
            div.measure--wide.stack.stack--loose {
                p.muted { (cx.text("ui.proofs.what")) }
                (demanded(cx, page))
                div.table-frame {
                    table.table.table--plain {
                        thead {
                            tr {
                                @for head in heads { th scope="col" { (cx.text(head)) } }
                                th scope="col" { span.sr-only { (cx.text("ui.action.more")) } }
                            }
                        }
                        tbody { @for row in &page.rows { (row_of(cx, row)) } }
                    }
                }
            }
        }
    }
}

fn demanded(cx: Cx, page: &ProofsPage) -> Markup {
    let choices = [
        ("password", "ui.proofs.strength_password"),
        ("second_factor", "ui.proofs.strength_second_factor"),
        ("passkey", "ui.proofs.strength_passkey"),
    ];
    let offered = choices.into_iter().filter(|(value, _)| *value != "passkey" || page.by_passkey);
    let options: Vec<SwitchOption> = offered
        .map(|(value, label)| SwitchOption {
            label: cx.text(label),
            value,
            is_on: page.demanded == value,
        })
        .collect();
    html! {
        section.card {
            div.card__head { h2 { (cx.text("ui.proofs.of_all")) } }
            form.card__body.stack method="post" action="/settings/sign-in" {
                (token(cx))
                (switcher_radios(cx.text("ui.proofs.of_all"), "strength", &options))
                p.field__hint { (cx.text("ui.proofs.of_all_hint")) }
                div { button.button type="submit" { (cx.text("ui.action.save")) } }
            }
        }
    }
}

fn row_of(cx: Cx, row: &ProofRow) -> Markup {
    html! {
        tr {
            td {
                span.table__main {
                    (portrait(&row.person, Size::Small))
                    (row.person.name)
                    span.xs.faint { (row.login) }
                }
            }
            td { (row.demanded) }
            td {
                @match row.factor_since {
                    Some(at) => (cx.fill("ui.proofs.since", &[("when", &format::moment(cx, at))])),
                    None if row.n_passkeys > 0 => {}
                    None if row.is_lacking => (cx.text("ui.proofs.lacking")),
                    None => (cx.text("ui.proofs.none")),
                }
                @if row.n_passkeys > 0 {
                    div { (cx.fill("ui.passkey.there", &[("n", &row.n_passkeys.to_string())])) }
                }
                @if row.factor_since.is_some() && row.is_lacking {
                    div { (cx.text("ui.proofs.lacking_passkey")) }
                }
            }
            td.tnum { (row.n_sessions) }
            td.num {
                div.row.row--tight {
                    @if row.factor_since.is_some() { (act(cx, row, "factor")) }
                    @if row.n_passkeys > 0 { (act(cx, row, "passkeys")) }
                    @if row.can_invite { (act(cx, row, "invite")) }
                    @if row.n_sessions > 0 { (act(cx, row, "sessions")) }
                }
            }
        }
    }
}

fn act(cx: Cx, row: &ProofRow, act: &str) -> Markup {
    let label = cx.find(match act {
        "factor" => "ui.proofs.remove_factor",
        "passkeys" => "ui.proofs.remove_passkeys",
        "invite" => "ui.proofs.invite",
        _ => "ui.proofs.end_sessions",
    });
    html! {
        form method="post" action={ "/settings/sign-in/" (row.person.id) "/" (act) } {
            (token(cx))
            button.button.button--sm type="submit" { (label.unwrap_or(act)) }
        }
    }
}
