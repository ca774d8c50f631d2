//! Fields that follow from others: a formula, or what related records come to.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use catalog::{Field, FieldType, Module, RollupOp};
use kernel::{Error, FieldProblem};
use panel as view;
use panel::formula::{FormulaBox, Said};
use records::Cx;
use studio::{Following, Source};
use ui::components::Word;
use ui::fields::Form;

use super::field::{HINT, LABEL, list_label};
use super::kit::{self, text};
use super::said;
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, For, Refused, part};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// The page on which a formula is made.
pub const NEW_FORMULA: &str = "new-formula";
/// The page on which a roll-up is made.
pub const NEW_ROLLUP: &str = "new-rollup";

/// The field that a page is about, if it stands already, and whether it is a roll-up.
pub struct About<'a> {
    known: Option<&'a Field>,
    is_rollup: bool,
}

/// What a name in the address stands for; none when it is no field that follows.
pub fn about<'a>(module: &'a Module, name: &str) -> Option<About<'a>> {
    match name {
        NEW_FORMULA => Some(About { known: None, is_rollup: false }),
        NEW_ROLLUP => Some(About { known: None, is_rollup: true }),
        name => {
            let field = module.field(name).filter(|field| field.follows() && field.custom)?;
            Some(About { known: Some(field), is_rollup: field.rollup.is_some() })
        }
    }
}

/// The page of such a field.
pub async fn show(
    visitor: &Visitor,
    (module, name): (&Module, &str),
    about: &About<'_>,
    (again, tried): (Option<Again>, Option<Said>),
) -> Answer {
    let cx = visitor.cx();
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let title = match about.known {
        Some(field) => present::head::field_label(cx, module, &field.name),
        None if about.is_rollup => text(cx, "new_rollup"),
        None => text(cx, "new_formula"),
    };
    let waits = Said { text: text(cx, "formula_waits"), ..Said::default() };
    let check = format!("{}/formula/{name}", kit::at(module));
    let said = Said { check, ..tried.unwrap_or(waits) };
    let groups = groups(cx, (module, name), (about, &fields), said);
    let at = kit::at(module);
    let mut frame = kit::below(&title, &kit::steps(cx, Some(module)), again.as_ref());
    frame.about = text(cx, "follows_about");
    let page = view::FormPage {
        frame,
        action: format!("{at}/fields/{name}"),
        groups,
        submit: text(cx, if about.known.is_some() { "save" } else { "create" }),
        back: at,
        ..view::FormPage::default()
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

type Part<'a, 'b> = (&'a About<'a>, &'a Fields<'b>);

fn groups(
    cx: &Cx,
    (module, name): (&Module, &str),
    (about, fields): Part<'_, '_>,
    said: Said,
) -> Vec<(String, Vec<view::Control>)> {
    let part = (about, fields);
    let mut groups = vec![(text(cx, "named"), named(cx, module, part))];
    if about.known.is_none() {
        groups.push((text(cx, "result"), result(cx, part)));
    }
    groups.push(match about.is_rollup {
        true => (text(cx, "rollup"), rollup(cx, (module, name), part)),
        false => (text(cx, "formula"), formula(cx, module, part, said)),
    });
    let mut behaves = behaves(cx, module, part);
    // What is made is read from nothing.
    if about.known.is_some() {
        behaves.push(fields.mark());
    }
    groups.push((text(cx, "behaves"), behaves));
    groups
}

fn named(cx: &Cx, module: &Module, (about, fields): Part<'_, '_>) -> Vec<view::Control> {
    let stored = |part: &str| match about.known {
        Some(field) => kit::stored(cx, &module.key(part, &field.name)),
        None => Vec::new(),
    };
    let mut named = kit::labels(fields, LABEL, &stored("field"));
    let hints = stored("hint");
    let hint = |at: usize| hints.get(at).map_or("", String::as_str);
    named.push(fields.text(HINT[0], hint(0)));
    named.push(fields.text(HINT[1], hint(1)));
    named
}

fn result(cx: &Cx, (about, fields): Part<'_, '_>) -> Vec<view::Control> {
    let kinds = studio::RESULTS.into_iter().map(|word| (word.to_owned(), kit::kind(cx, word)));
    let first = if about.is_rollup { "decimal" } else { "text" };
    let scales = (0..=6).map(|n| (n.to_string(), n.to_string()));
    let mut all = vec![fields.select("kind", first, kinds), fields.select("scale", "2", scales)];
    if !about.is_rollup {
        let choose = (String::new(), cx.text("ui.field.choose").to_owned());
        let lists = cx.catalog.picklists().keys().map(|list| (list.clone(), list_label(cx, list)));
        all.push(fields.select("list", "", std::iter::once(choose).chain(lists)));
    }
    all
}

fn formula(
    cx: &Cx,
    module: &Module,
    (about, fields): Part<'_, '_>,
    said: Said,
) -> Vec<view::Control> {
    let label = |module: &Module, name: &str| present::head::field_label(cx, module, name);
    let words = studio::words(cx, module, &label).into_iter().map(|word| Word {
        text: word.text,
        label: word.label,
        example: word.example,
    });
    let stored = about.known.and_then(|field| field.formula.as_deref()).unwrap_or_default();
    let shape = FormulaBox {
        text: stored.to_owned(),
        words: words.collect(),
        words_title: text(cx, "words"),
        said,
        verb: text(cx, "try_verb"),
    };
    vec![fields.formula("formula", shape), fields.text("try", "")]
}

fn rollup(
    cx: &Cx,
    (module, name): (&Module, &str),
    (about, fields): Part<'_, '_>,
) -> Vec<view::Control> {
    let stored = about.known.and_then(|field| field.rollup.clone()).unwrap_or_default();
    let lists = || {
        let lists = module.related.iter();
        lists.filter_map(|list| Some((list, cx.catalog.module(&list.module)?)))
    };
    let relations = lists().map(|(list, child)| {
        let link = present::head::field_label(cx, child, &list.field);
        (list.name.clone(), format!("{} ({link})", kit::many(cx, child)))
    });
    let ops = RollupOp::ALL.into_iter().map(|op| {
        let word = op.word();
        (word.to_owned(), text(cx, &format!("op_{word}")))
    });
    let chosen = fields.given("relation", &stored.relation);
    let child = lists().find(|(list, _)| list.name == chosen).or_else(|| lists().next());
    let child = child.map(|(_, child)| child.as_ref());
    let op = RollupOp::of(fields.given("op", stored.op.word())).unwrap_or_default();
    let placed = |name: &Option<String>| {
        let pair = child.zip(name.as_ref());
        pair.map_or(String::new(), |(child, name)| format!("{}.{name}", child.code))
    };
    let is_time = |field: &Field| {
        let is_time = matches!(field.kind, FieldType::Date | FieldType::DateTime);
        op == RollupOp::Latest && is_time && catalog::plan::kind_of(field).is_ok()
    };
    let none = |key: &str| std::iter::once((String::new(), text(cx, key)));
    let sources = none("any_field").chain(choices(cx, child, &|field| op.takes(field)));
    let times = none("made_first").chain(choices(cx, child, &is_time));
    let at = format!("{}/fields/{name}", kit::at(module));
    vec![
        fields.deciding(("relation", &stored.relation), relations, &at),
        fields.deciding(("op", stored.op.word()), ops, &at),
        fields.select("field", &placed(&stored.field), sources),
        fields.area("where", stored.only_if.as_deref().unwrap_or_default()),
        fields.select("by", &placed(&stored.by), times),
    ]
}

/// Fields of the records that are looked at, each with its module: whoever chose other records
/// meanwhile is told.
fn choices(
    cx: &Cx,
    child: Option<&Module>,
    fits: &dyn Fn(&Field) -> bool,
) -> Vec<(String, String)> {
    let of = |child: &Module| -> Vec<(String, String)> {
        let fields = child.fields.iter().filter(|field| fits(field));
        let choice = |field: &Field| {
            let label = present::head::field_label(cx, child, &field.name);
            (format!("{}.{}", child.code, field.name), label)
        };
        fields.map(choice).collect()
    };
    child.map(of).unwrap_or_default()
}

fn behaves(cx: &Cx, module: &Module, (about, fields): Part<'_, '_>) -> Vec<view::Control> {
    let discloses = about.known.is_some_and(|field| field.discloses);
    let mut all = Vec::new();
    if about.known.is_none() {
        let label = |block: &catalog::Block| cx.text(&module.key("block", &block.name)).to_owned();
        let blocks = module.blocks.iter().map(|block| (block.name.clone(), label(block)));
        let first = module.blocks.first().map_or("", |block| block.name.as_str());
        all.push(fields.select("block", first, blocks));
        all.push(fields.check("search", false));
        all.push(fields.check("sort", false));
    }
    all.push(fields.check("discloses", discloses));
    all
}

/// Saves such a field, or only tries its formula when that was asked.
pub async fn save(
    visitor: &Visitor,
    (module, name): (&Module, &str),
    about: &About<'_>,
    form: Form,
) -> Answer {
    let cx = visitor.cx();
    if form.get("act") == Some("try") && !about.is_rollup {
        let said = said::said(cx, (module, about.known), &form).await.for_(visitor)?;
        let again = Some(Again::kept(form));
        return show(visitor, (module, name), about, (again, Some(said))).await;
    }
    if form.get("act") == Some("choose") && about.is_rollup {
        let again = Some(Again::kept(form));
        return show(visitor, (module, name), about, (again, None)).await;
    }
    if let Some(error) = foreign(cx, module, &form).filter(|_| about.is_rollup) {
        let again = Again::of(visitor, error, form)?;
        return show(visitor, (module, name), about, (Some(again), None)).await;
    }
    let following = read(module, about, &form);
    let saved = match about.known {
        None => studio::new_following(cx, &module.code, &following).await.map(drop),
        Some(field) => match demand_seen(cx, module, about, &form) {
            Ok(()) => studio::edit_following(cx, &module.code, &field.name, &following).await,
            Err(error) => Err(error),
        },
    };
    let Err(error) = saved else { return Ok(kit::done(&kit::at(module))) };
    let mut said = match about.is_rollup {
        true => None,
        false => Some(said::said(cx, (module, about.known), &form).await.for_(visitor)?),
    };
    // The sentence stands at the field already; here it is where in the text it stops fitting.
    said.iter_mut().filter(|said| said.place.is_some()).for_each(|said| said.text.clear());
    let again = Again::of(visitor, error, form)?;
    show(visitor, (module, name), about, (Some(again), said)).await
}

/// What is wrong with fields that belong to other records than those that were chosen.
fn foreign(cx: &Cx, module: &Module, form: &Form) -> Option<Error> {
    let relation = form.get("relation").unwrap_or_default();
    let list = module.related.iter().find(|list| list.name == relation)?;
    let many = kit::many(cx, cx.catalog.module(&list.module)?);
    let problem = |at: &'static str| {
        let (code, name) = form.get(at)?.split_once('.')?;
        let other = cx.catalog.module(code).filter(|_| code != list.module)?;
        let field = other.field(name)?;
        let label = present::head::field_label(cx, other, &field.name);
        let problem = FieldProblem::new(at, "not_of_list");
        Some(problem.with("value", label).with("list", &many))
    };
    let problems: Vec<FieldProblem> = ["field", "by"].into_iter().filter_map(problem).collect();
    (!problems.is_empty()).then_some(Error::Invalid(problems))
}

/// Refuses what was read from another field than the one that stands.
fn demand_seen(cx: &Cx, module: &Module, about: &About<'_>, form: &Form) -> kernel::Result<()> {
    let fields = Fields::under(cx, None, "ui.studio");
    groups(cx, (module, ""), (about, &fields), Said::default());
    fields.demand_seen(form)
}

fn read(module: &Module, about: &About<'_>, form: &Form) -> Following {
    let word = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let is_on = |name: &str| form.get(name) == Some("1");
    let list = module.related.iter().find(|list| list.name == word("relation"));
    let own = |name: &str| {
        let sent = word(name);
        let (code, field) = sent.split_once('.').unwrap_or_default();
        let is_own = list.is_some_and(|list| list.module == code);
        if is_own { field.to_owned() } else { String::new() }
    };
    let source = match about.is_rollup {
        false => Source::Formula(word("formula")),
        true => Source::Rollup(studio::rollup(|name| match name {
            "field" | "by" => own(name),
            name => word(name),
        })),
    };
    Following {
        labels: kit::read(form, LABEL),
        hints: kit::read(form, HINT),
        kind: word("kind"),
        list: word("list"),
        scale: word("scale").parse().unwrap_or(2),
        source,
        discloses: is_on("discloses"),
        search: is_on("search"),
        sort: is_on("sort"),
        block: word("block"),
    }
}

/// `POST /settings/modules/{code}/formula/{name}`: asked while somebody types a formula.
pub async fn check(
    State(_): State<WebState>,
    Path((code, name)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let module = cx.module(&code).for_(&visitor)?;
    let about = about(&module, &name).filter(|about| !about.is_rollup);
    let about = about.ok_or(Error::NotFound).map_err(|error| Refused::page(error, &visitor))?;
    let said = said::said(cx, (&module, about.known), &form).await.for_(&visitor)?;
    Ok(part(StatusCode::OK, panel::formula::said(&said)))
}
