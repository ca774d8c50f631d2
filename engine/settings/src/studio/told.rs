//! Changes in words.

use catalog::{Arrangement, Change};
use records::Cx;

use super::areas::label;
use super::field::list_label;
use super::kit::{fill, many, text};

/// A sentence for each change that is one; words that came along stand in the others.
pub fn told(cx: &Cx, changes: &[Change]) -> Vec<String> {
    let only_words = changes.iter().all(|change| matches!(change, Change::Relabel { .. }));
    let mut all: Vec<String> = Vec::new();
    for change in changes {
        let said = match change {
            Change::Relabel { .. } if !only_words => continue,
            change => sentence(cx, change),
        };
        if !all.contains(&said) {
            all.push(said);
        }
    }
    all
}

fn sentence(cx: &Cx, change: &Change) -> String {
    let module = |code: &str| cx.catalog.module(code).map_or(code.to_owned(), |m| many(cx, m));
    match about(change) {
        About::Field(key, code, name) => {
            let found = cx.catalog.module(code);
            let field = found.map_or(name.to_owned(), |m| present::head::field_label(cx, m, name));
            fill(cx, key, &[("field", &field), ("module", &module(code))])
        }
        About::Block(key, code, name) => {
            let text_key = format!("{code}.block.{name}");
            let block = cx.catalog.texts().find(cx.locale.language, &text_key).unwrap_or(name);
            fill(cx, key, &[("block", block), ("module", &module(code))])
        }
        About::Module(key, code) => fill(cx, key, &[("module", &module(code))]),
        About::List(key, list) => fill(cx, key, &[("list", &list_label(cx, list))]),
        About::Stage(code, stage) => {
            let stage = staged(cx, code, stage);
            fill(cx, "did_stage", &[("stage", &stage), ("module", &module(code))])
        }
        About::Gone(code) => {
            let called = cx.text(&format!("{code}.name.other")).to_owned();
            fill(cx, "did_remove_module", &[("module", &called)])
        }
        About::SideBar(part) => arranged(cx, part),
        About::Text(text) => fill(cx, "did_relabel", &[("text", text)]),
    }
}

/// What a change is about, with the key of its sentence.
enum About<'a> {
    Field(&'static str, &'a str, &'a str),
    Block(&'static str, &'a str, &'a str),
    Module(&'static str, &'a str),
    List(&'static str, &'a str),
    Stage(&'a str, &'a str),
    Gone(&'a str),
    SideBar(&'a Arrangement),
    Text(&'a str),
}

fn about(change: &Change) -> About<'_> {
    use About::{Block, Field, Gone, List, Module, SideBar, Stage, Text};
    match change {
        Change::AddField { module, field } => Field("did_add_field", module, &field.name),
        Change::EditField { module, field, .. } => Field("did_edit_field", module, field),
        Change::Find { module, field, .. } => Field("did_find", module, field),
        Change::Follow { module, field, .. } => Field("did_follow", module, field),
        Change::Retype { module, field, .. } => Field("did_retype", module, field),
        Change::Start { module, field, .. } => Field("did_start", module, field),
        Change::Protect { module, field, .. } => Field("did_protect", module, field),
        Change::Conditions { module, field, .. } => Field("did_conditions", module, field),
        Change::HideField { module, field } => Field("did_hide_field", module, field),
        Change::ShowField { module, field, .. } => Field("did_show_field", module, field),
        Change::MoveToBlock { module, field, .. } => Field("did_move_field", module, field),
        Change::Depend { module, field, .. } => Field("did_depend", module, field),
        Change::Layout { module, .. } => Module("did_layout", module),
        Change::LayoutFor { module, .. } => Module("did_layout_for", module),
        Change::Likeness { module, .. } => Module("did_likeness", module),
        Change::Number { module, .. } => Module("did_number", module),
        Change::AddModule { definition } => {
            Module("did_add_module", definition.split('"').nth(1).unwrap_or_default())
        }
        Change::RemoveModule { module } => Gone(module),
        Change::OrderFields { module, block, .. } => Block("did_order", module, block),
        Change::AddBlock { module, block } => Block("did_add_block", module, block),
        Change::RemoveBlock { module, block } => Block("did_remove_block", module, block),
        Change::AddPicklist { list, .. } => List("did_add_list", list),
        Change::PicklistValues { list, .. } | Change::PicklistHues { list, .. } => {
            List("did_values", list)
        }
        Change::Stage { module, stage } => Stage(module, &stage.code),
        Change::Arrange { part } => SideBar(part),
        Change::Relabel { text, .. } => Text(text),
    }
}

/// What a stage is called.
fn staged(cx: &Cx, module: &str, code: &str) -> String {
    let list = cx.catalog.module(module).and_then(|module| module.stage_field());
    let list = list.and_then(|field| field.kind.list()).unwrap_or_default();
    let key = format!("picklist.{list}.{code}");
    cx.catalog.texts().find(cx.locale.language, &key).unwrap_or(code).to_owned()
}

fn arranged(cx: &Cx, part: &Arrangement) -> String {
    let of_module = |key: &str, code: &str| {
        let found = cx.catalog.module(code);
        let called = found.map_or(code.to_owned(), |module| many(cx, module));
        fill(cx, key, &[("module", &called)])
    };
    let of_area = |key: &str, code: &str| fill(cx, key, &[("area", &label(cx, code))]);
    match part {
        Arrangement::Switch { module, is_on: true } => of_module("did_switch_on", module),
        Arrangement::Switch { module, is_on: false } => of_module("did_switch_off", module),
        Arrangement::Icon { module, .. } => of_module("did_draw", module),
        Arrangement::AddArea { area } => of_area("did_add_area", area),
        Arrangement::RemoveArea { area } => of_area("did_remove_area", area),
        Arrangement::DrawArea { area, .. } => of_area("did_draw_area", area),
        Arrangement::OrderAreas { .. } => text(cx, "did_order_areas"),
        Arrangement::OrderModules { area, .. } => of_area("did_order_modules", area),
    }
}
