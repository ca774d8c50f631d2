//! What everybody may do with everybody's records, and rules that open more.

use access::{House, Level, SharingRule};
use axum::extract::{Path, State};
use kernel::Error;
use panel as view;
use records::Cx;
use uuid::Uuid;

use crate::kit::{self, Again, Fields, Parties};
use present::head;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

const HERE: &str = "/settings/sharing";

/// `GET /settings/sharing`
pub async fn page(State(_): State<WebState>, visitor: Visitor) -> Answer {
    show(&visitor, None).await
}

async fn show(visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let kept = cx.engine.house().await.for_(visitor)?;
    let parties = Parties::read(cx).await.for_(visitor)?;
    let frame = kit::frame(cx, "sharing");
    let problem = again.as_ref().and_then(Again::conflict);
    let page = view::SharingPage {
        frame: view::Frame { problem, ..frame },
        defaults: defaults(cx, kept.house()),
        rules: kept
            .house()
            .rules
            .iter()
            .map(|rule| row(cx, kept.house(), rule, &parties))
            .collect(),
        controls: controls(cx, &parties, again.as_ref()),
    };
    let title = page.frame.title.clone();
    let status = Again::status(again.as_ref());
    kit::answer(visitor, (status, &title), |reader| view::sharing(reader, &page)).await
}

fn present(house: &House, module: &str) -> Option<Level> {
    house.defaults.get(module).copied().unwrap_or(Some(Level::Delete))
}

fn defaults(cx: &Cx, house: &House) -> Vec<view::DefaultRow> {
    let row = |module: &std::sync::Arc<catalog::Module>| {
        let named = head::module(cx, module);
        view::DefaultRow {
            code: module.code.clone(),
            label: named.many,
            icon: named.icon,
            level: present(house, &module.code).map_or("private", Level::word),
            n_rules: house.rules.iter().filter(|rule| rule.module == module.code).count(),
        }
    };
    owned(cx).map(row).collect()
}

/// Modules whose records belong to somebody; those that are switched off are there for nobody.
fn owned(cx: &Cx) -> impl Iterator<Item = &std::sync::Arc<catalog::Module>> {
    let seen = cx.catalog.modules().iter().filter(move |module| !cx.catalog.is_off(&module.code));
    seen.filter(|module| module.owner_field().is_some())
}

fn row(cx: &Cx, house: &House, rule: &SharingRule, parties: &Parties) -> view::RuleRow {
    let module = cx.catalog.module(&rule.module);
    view::RuleRow {
        id: rule.id.to_string(),
        module: module.map_or(rule.module.clone(), |module| head::module(cx, module).many),
        from: parties.label(cx, rule.from),
        to: parties.label(cx, rule.to),
        level: cx.text(&format!("level.{}", rule.level.word())).to_owned(),
        is_idle: present(house, &rule.module) >= Some(rule.level),
    }
}

fn controls(cx: &Cx, parties: &Parties, again: Option<&Again>) -> Vec<view::Control> {
    let fields = Fields::new(cx, again);
    let modules = owned(cx).map(|module| (module.code.clone(), head::module(cx, module).many));
    let chosen = || [kit::nobody(cx)].into_iter();
    let level = |level: Level| {
        (level.word().to_owned(), cx.text(&format!("level.{}", level.word())).to_owned())
    };
    vec![
        fields.select("module", "", chosen().chain(modules)),
        fields.select("from", "", chosen().chain(parties.choices(cx))),
        fields.select("to", "", chosen().chain(parties.choices(cx))),
        fields.select("level", "read", Level::ALL.map(level)),
    ]
}

/// `POST /settings/sharing`: posts `level.MODULE` for each module.
pub async fn save(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    for module in owned(cx) {
        let Some(word) = form.get(&format!("level.{}", module.code)) else { continue };
        let level = match word {
            "private" => None,
            word => {
                let level = Level::from_word(word);
                Some(level.ok_or_else(|| Error::invalid("level", "not_in_list")).for_(&visitor)?)
            }
        };
        identity::set_default(cx, &module.code, level).await.for_(&visitor)?;
    }
    Ok(redirect(HERE, Some(&Flash::done("house_saved"))))
}

/// `POST /settings/sharing/rules`: posts `module`, `from`, `to` and `level`.
pub async fn add(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let text = |name: &str| form.get(name).unwrap_or_default();
    let nowhere = access::Party::Role(Uuid::nil());
    let rule = SharingRule {
        id: Uuid::now_v7(),
        module: text("module").to_owned(),
        from: kit::party(text("from")).unwrap_or(nowhere),
        to: kit::party(text("to")).unwrap_or(nowhere),
        level: Level::from_word(text("level")).unwrap_or(Level::Read),
    };
    match identity::add_rule(visitor.cx(), rule).await {
        Ok(()) => Ok(redirect(HERE, Some(&Flash::done("house_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, Some(again)).await
        }
    }
}

/// `POST /settings/sharing/rules/{id}/remove`
pub async fn remove(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let rule = kit::id(&id, &visitor)?;
    identity::remove_rule(visitor.cx(), rule).await.for_(&visitor)?;
    Ok(redirect(HERE, Some(&Flash::done("house_removed"))))
}
