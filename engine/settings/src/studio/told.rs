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
    let field = |code: &str, name: &str| {
        let found = cx.catalog.module(code);
        found.map_or(name.to_owned(), |m| present::head::field_label(cx, m, name))
    };
    let block = |code: &str, name: &str| {
        let key = format!("{code}.block.{name}");
        cx.catalog.texts().find(cx.locale.language, &key).unwrap_or(name).to_owned()
    };
    let of_field = |key: &str, code: &str, name: &str| {
        fill(cx, key, &[("field", &field(code, name)), ("module", &module(code))])
    };
    let of_block = |key: &str, code: &str, name: &str| {
        fill(cx, key, &[("block", &block(code, name)), ("module", &module(code))])
    };
    let of_list = |key: &str, list: &str| fill(cx, key, &[("list", &list_label(cx, list))]);
    match change {
        Change::AddField { module, field } => of_field("did_add_field", module, &field.name),
        Change::EditField { module, field, .. } => of_field("did_edit_field", module, field),
        Change::Find { module, field, .. } => of_field("did_find", module, field),
        Change::Follow { module, field, .. } => of_field("did_follow", module, field),
        Change::Conditions { module, field, .. } => of_field("did_conditions", module, field),
        Change::HideField { module, field } => of_field("did_hide_field", module, field),
        Change::ShowField { module, field, .. } => of_field("did_show_field", module, field),
        Change::MoveToBlock { module, field, .. } => of_field("did_move_field", module, field),
        Change::Layout { module: code, .. } => fill(cx, "did_layout", &[("module", &module(code))]),
        Change::OrderFields { module, block, .. } => of_block("did_order", module, block),
        Change::AddBlock { module, block } => of_block("did_add_block", module, block),
        Change::RemoveBlock { module, block } => of_block("did_remove_block", module, block),
        Change::AddModule { definition } => {
            let code = definition.split('"').nth(1).unwrap_or_default();
            fill(cx, "did_add_module", &[("module", &module(code))])
        }
        Change::Depend { module, field, .. } => of_field("did_depend", module, field),
        Change::RemoveModule { module } => {
            let called = cx.text(&format!("{module}.name.other")).to_owned();
            fill(cx, "did_remove_module", &[("module", &called)])
        }
        Change::AddPicklist { list, .. } => of_list("did_add_list", list),
        Change::PicklistValues { list, .. } | Change::PicklistHues { list, .. } => {
            of_list("did_values", list)
        }
        Change::Stage { module: code, stage } => {
            let stage = staged(cx, code, &stage.code);
            fill(cx, "did_stage", &[("stage", &stage), ("module", &module(code))])
        }
        Change::Number { module: code, .. } => fill(cx, "did_number", &[("module", &module(code))]),
        Change::Arrange { part } => arranged(cx, part),
        Change::Relabel { text, .. } => fill(cx, "did_relabel", &[("text", text)]),
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
