//! Stages of a pipeline: all of them, and one.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use catalog::{Module, Stage, StageSaid};
use kernel::{Error, FieldProblem, Result};
use panel as view;
use records::Cx;
use studio::{StageEdit, save_stage};
use ui::fields::Form;

use super::field::LABEL;
use super::kit::{self, fill, text};
use super::list::HUES;
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, For};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// The word that stands for a stage that is to be made.
const NEW: &str = "new";

fn at(module: &Module) -> String {
    format!("{}/stages", kit::at(module))
}

fn label(cx: &Cx, module: &Module, code: &str) -> String {
    let list = module.stage_field().and_then(|field| field.kind.list()).unwrap_or_default();
    cx.text(&format!("picklist.{list}.{code}")).to_owned()
}

/// Labels of several stages in one line.
fn called(cx: &Cx, module: &Module, codes: &[String]) -> String {
    let labels: Vec<String> = codes.iter().map(|code| label(cx, module, code)).collect();
    labels.join(", ")
}

/// `GET /settings/modules/{code}/stages`
pub async fn all(State(_): State<WebState>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let module = cx.module(&code).for_(&visitor)?;
    let pipeline = module.pipeline.as_ref().ok_or(Error::NotFound).for_(&visitor)?;
    let row = |stage: &Stage| view::Row {
        icon: "columns-3".into(),
        title: label(cx, &module, &stage.code),
        href: format!("{}/{}", at(&module), stage.code),
        cells: vec![
            match stage.retired {
                true => text(cx, "retired"),
                false => text(cx, &format!("stage_{}", stage.kind.word())),
            },
            stage.probability.map(|share| format!("{share} %")).unwrap_or_default(),
            match stage.next.is_empty() {
                true => text(cx, "any_stage"),
                false => called(cx, &module, &stage.next),
            },
        ],
        ..view::Row::default()
    };
    let title = text(cx, "page_stages");
    let page = view::RowsPage {
        frame: view::Frame {
            about: fill(cx, "about_stages", &[("many", &kit::many(cx, &module))]),
            ..kit::below(&title, &kit::steps(cx, Some(&module)), None)
        },
        columns: ["stage", "stage_kind", "stage_share", "stage_next"]
            .map(|key| text(cx, key))
            .into(),
        rows: pipeline.stages.iter().map(row).collect(),
        create: Some((text(cx, "new_stage"), format!("{}/{NEW}", at(&module)))),
        ..view::RowsPage::default()
    };
    house::answer(&visitor, (StatusCode::OK, &title), |reader| view::rows(reader, &page)).await
}

/// `GET /settings/modules/{code}/stages/{stage}`; `new` is an empty form.
pub async fn one(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((code, stage)): Path<(String, String)>,
) -> Answer {
    show(&visitor, (&code, &stage), None).await
}

async fn show(visitor: &Visitor, (code, stage): (&str, &str), again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let module = cx.module(code).for_(visitor)?;
    let pipeline = module.pipeline.as_ref().ok_or(Error::NotFound).for_(visitor)?;
    let said = match stage {
        NEW => StageSaid {
            kind: "open".into(),
            after: pipeline.stages.last().map(|stage| stage.code.clone()),
            ..StageSaid::default()
        },
        stage => studio::stage_said(cx, &module, stage).ok_or(Error::NotFound).for_(visitor)?,
    };
    let fields = Fields::under(cx, again.as_ref(), "ui.studio.of_stage");
    let title = match stage {
        NEW => text(cx, "new_stage"),
        stage => label(cx, &module, stage),
    };
    let mut steps = kit::steps(cx, Some(&module));
    steps.push((text(cx, "page_stages"), at(&module)));
    let page = view::FormPage {
        frame: kit::below(&title, &steps, again.as_ref()),
        action: format!("{}/{stage}", at(&module)),
        groups: groups(cx, &module, (&said, &fields)),
        submit: text(cx, if stage == NEW { "create" } else { "save" }),
        back: at(&module),
        ..view::FormPage::default()
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

type About<'a> = (&'a StageSaid, &'a Fields<'a>);

fn groups(cx: &Cx, module: &Module, about: About<'_>) -> Vec<(String, Vec<view::Control>)> {
    let (named, means) = (named(cx, module, about), means(cx, module, about));
    let mut ways = ways(cx, module, about);
    // What is made is read from nothing.
    if !about.0.code.is_empty() {
        ways.push(about.1.mark());
    }
    vec![
        (text(cx, "named"), named),
        (text(cx, "stage_means"), means),
        (text(cx, "stage_ways"), ways),
    ]
}

/// Refuses what was read from another stage than the one that stands.
fn demand_seen(cx: &Cx, (code, stage): (&str, &str), form: &Form) -> Result<()> {
    let module = cx.module(code)?;
    if let Some(said) = studio::stage_said(cx, &module, stage) {
        let fields = Fields::under(cx, None, "ui.studio.of_stage");
        groups(cx, &module, (&said, &fields));
        fields.demand_seen(form)?;
    }
    Ok(())
}

fn named(cx: &Cx, module: &Module, (said, fields): About<'_>) -> Vec<view::Control> {
    let list = module.stage_field().and_then(|field| field.kind.list()).unwrap_or_default();
    let stored = match said.code.is_empty() {
        true => Vec::new(),
        false => kit::stored(cx, &format!("picklist.{list}.{}", said.code)),
    };
    let mut all = kit::labels(fields, LABEL, &stored);
    let mut hues: Vec<u16> = HUES.into();
    hues.extend(said.hue.filter(|hue| !HUES.contains(hue)));
    let hue = |hue: u16| match HUES.contains(&hue) {
        true => (hue.to_string(), text(cx, &format!("hue_{hue}"))),
        false => (hue.to_string(), format!("{hue}°")),
    };
    let none = std::iter::once((String::new(), text(cx, "hue_none")));
    let stored = said.hue.map(|hue| hue.to_string()).unwrap_or_default();
    all.push(fields.select("hue", &stored, none.chain(hues.into_iter().map(hue))));
    all
}

fn means(cx: &Cx, module: &Module, (said, fields): About<'_>) -> Vec<view::Control> {
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let kinds = ["open", "done", "dropped"];
    let kinds: Vec<&str> = match studio::is_meant(cx, module, &said.code) {
        true => kinds.into_iter().filter(|kind| *kind == said.kind).collect(),
        false => kinds.into(),
    };
    let kinds = kinds.into_iter().map(|kind| (kind.to_owned(), text(cx, &format!("stage_{kind}"))));
    vec![
        fields.select("kind", &said.kind, kinds),
        fields.text("probability", &number(said.probability)),
        fields.text("stale_after", &number(said.stale_after)),
        fields.check("retired", said.retired),
    ]
}

fn ways(cx: &Cx, module: &Module, (said, fields): About<'_>) -> Vec<view::Control> {
    let stages = module.pipeline.iter().flat_map(|pipeline| &pipeline.stages);
    let others: Vec<(String, String)> = stages
        .filter(|stage| stage.code != said.code)
        .map(|stage| (stage.code.clone(), label(cx, module, &stage.code)))
        .collect();
    let first = std::iter::once((String::new(), text(cx, "stage_first")));
    let set = |codes: &[String]| codes.iter().cloned().collect::<BTreeSet<String>>();
    let field_label = |name: &str| present::head::field_label(cx, module, name);
    let asked = studio::asked(module).map(|field| (field.name.clone(), field_label(&field.name)));
    let after = said.after.clone().unwrap_or_default();
    let mut all = vec![
        fields.select("after", &after, first.chain(others.iter().cloned())),
        fields.many("next", &set(&said.next), others),
        fields.many("asks", &set(&said.asks), asked),
    ];
    let by = module.pipeline.as_ref().and_then(|pipeline| pipeline.by.as_deref());
    let list = by.and_then(|by| module.field(by)).and_then(|field| field.kind.list());
    if let Some((name, known)) = list.and_then(|name| Some((name, cx.catalog.picklist(name)?))) {
        let offered = known.values.iter().filter(|value| !value.retired);
        let label = |code: &str| cx.text(&format!("picklist.{name}.{code}")).to_owned();
        let values = offered.map(|value| (value.code.clone(), label(&value.code)));
        all.push(fields.many("within", &set(&said.within), values));
    }
    all
}

/// `POST /settings/modules/{code}/stages/{stage}`
pub async fn save(
    State(_): State<WebState>,
    Path((code, stage)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let known = (stage != NEW).then_some(stage.as_str());
    let seen = demand_seen(visitor.cx(), (&code, &stage), &form);
    let saved = match seen.and_then(|()| read(&form)) {
        Ok(edit) => save_stage(visitor.cx(), &code, known, &edit).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(kit::done(&format!("{}/{code}/stages", kit::MODULES))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, (&code, &stage), Some(again)).await
        }
    }
}

fn read(form: &Form) -> Result<StageEdit> {
    let word = |name: &str| form.get(name).unwrap_or_default().trim();
    let mut problems = Vec::new();
    let mut number = |name: &str| match word(name).trim_end_matches('%').trim() {
        "" => None,
        text => {
            text.parse().map_err(|_| problems.push(FieldProblem::new(name, "no_whole_number"))).ok()
        }
    };
    let (probability, stale_after) = (number("probability"), number("stale_after"));
    let all =
        |name: &str| form.all(name).filter(|one| !one.is_empty()).map(str::to_owned).collect();
    let said = StageSaid {
        kind: word("kind").to_owned(),
        probability,
        stale_after,
        hue: word("hue").parse().ok().filter(|hue: &u16| *hue < 360 && hue.is_multiple_of(10)),
        next: all("next"),
        asks: all("asks"),
        within: all("within"),
        after: Some(word("after").to_owned()).filter(|after| !after.is_empty()),
        retired: form.get("retired") == Some("1"),
        ..StageSaid::default()
    };
    match problems.is_empty() {
        true => Ok(StageEdit { labels: kit::read(form, LABEL), said }),
        false => Err(Error::Invalid(problems)),
    }
}
