//! Taking a module of one's own away.

use axum::extract::{Path, State};
use catalog::Module;
use kernel::Error;
use panel as view;
use records::{Cx, DAYS_IN_BIN, ListQuery};

use super::kit::{self, fill, text};
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, For};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Records that are counted; beyond them it says "more than".
const COUNTED: u64 = 10_000;

/// `GET /settings/modules/{code}/remove`
pub async fn ask(State(_): State<WebState>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    show(&visitor, &code, None).await
}

async fn show(visitor: &Visitor, code: &str, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let module = cx.module(code).for_(visitor)?;
    if !studio::is_own(&module) {
        return Err(Error::NotFound).for_(visitor);
    }
    // What is switched off is there for nobody, but it is told what goes.
    let is_off = cx.catalog.is_off(code);
    let counting = match is_off {
        true => cx.engine.system("an administrator asks what a module holds"),
        false => cx.clone(),
    };
    let asked = ListQuery::default();
    let count = records::count(&counting, code, &asked, COUNTED).await.for_(visitor)?;
    let called = kit::many(cx, &module);
    let n = match count.is_exact {
        true => count.n.to_string(),
        false => fill(cx, "more_than", &[("n", &count.n.to_string())]),
    };
    let days = DAYS_IN_BIN.to_string();
    let params = [("n", n.as_str()), ("module", &called), ("days", &days)];
    let mut about = vec![fill(cx, "remove_holds", &params)];
    let leading = leading(cx, &module);
    if !leading.is_empty() {
        about.push(fill(cx, "remove_ways", &[("fields", &leading)]));
    }
    about.push(fill(cx, "remove_days", &params));
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let at = kit::at(&module);
    let title = fill(cx, "remove_title", &params);
    let word =
        view::Control { label: fill(cx, "type_name", &params), ..fields.required("word", "") };
    let copy = (text(cx, "copy_first"), format!("/{}/export.xlsx", module.plural));
    let page = view::FormPage {
        frame: view::Frame {
            about: about.join(" "),
            ..kit::below(&title, &kit::steps(cx, Some(&module)), again.as_ref())
        },
        action: format!("{at}/remove"),
        groups: vec![(text(cx, "sure"), vec![word])],
        submit: text(cx, "remove_module"),
        back: at,
        ways: (!is_off).then_some(copy).into_iter().collect(),
        ..view::FormPage::default()
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

/// Fields of other modules that lead to it, in words; those that lead to every module are no news.
fn leading(cx: &Cx, module: &Module) -> String {
    let word = |(code, field): (String, String)| {
        let other = cx.catalog.module(&code)?;
        let is_own = other.field(&field).is_some_and(|field| field.custom);
        let label = present::head::field_label(cx, other, &field);
        is_own.then(|| format!("{label} ({})", kit::many(cx, other)))
    };
    let words: Vec<String> =
        studio::leads_to(cx, &module.code).into_iter().filter_map(word).collect();
    words.join(", ")
}

/// `POST /settings/modules/{code}/remove`: posts `word`, what the module is called.
pub async fn remove(
    State(_): State<WebState>,
    Path(code): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let word = form.get("word").unwrap_or_default();
    match studio::remove_module(visitor.cx(), &code, word).await {
        Ok(()) => Ok(kit::done(kit::MODULES)),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, &code, Some(again)).await
        }
    }
}
