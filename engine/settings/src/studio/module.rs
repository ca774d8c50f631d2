//! One module: its blocks, the fields in them, what it is called.

use axum::extract::{Path, State};
use catalog::{Block, Field, Module};
use kernel::{Error, Result};
use panel::Extra;
use panel::studio::{self as view, BlockCard, FieldLine};
use records::Cx;
use studio::Place;
use ui::fields::Form;
use ui::model::{Go, MenuItem};

use super::kit::{self, fill, text};
use super::{areas, follow};
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, For};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

const ONE: kit::Names = ["one", "one_other"];
const MANY: kit::Names = ["many", "many_other"];
const BLOCK: kit::Names = ["label", "label_other"];

/// `GET /settings/modules/{code}`
pub async fn page(State(_): State<WebState>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    show(&visitor, &code, None).await
}

async fn show(visitor: &Visitor, code: &str, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let module = cx.module(code).for_(visitor)?;
    let title = kit::many(cx, &module);
    let at = kit::at(&module);
    let stands =
        |field: &Field| module.blocks.iter().any(|block| block.fields.contains(&field.name));
    let hidden = module.fields.iter().filter(|f| f.system.is_none() && !stands(f));
    let page = view::ModulePage {
        frame: panel::Frame {
            about: if cx.catalog.is_off(code) { text(cx, "is_off") } else { String::new() },
            ..kit::below(&title, &kit::steps(cx, None), again.as_ref())
        },
        create: (text(cx, "new_field"), format!("{at}/fields/new")),
        ways: ways(cx, &module),
        blocks: module.blocks.iter().map(|block| card(cx, &module, block)).collect(),
        hidden: hidden.map(|field| line(cx, &module, (field, None))).collect(),
        extras: extras(cx, &module, again.as_ref()),
        at,
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::module(reader, &page)).await
}

fn ways(cx: &Cx, module: &Module) -> Vec<(String, String)> {
    let (at, many) = (kit::at(module), kit::many(cx, module));
    let is_off = cx.catalog.is_off(&module.code);
    let open = (fill(cx, "open", &[("many", &many)]), format!("/{}", module.plural));
    let mut ways: Vec<(String, String)> = (!is_off).then_some(open).into_iter().collect();
    ways.extend([
        (text(cx, "page_layout"), format!("{at}/layout")),
        (text(cx, "page_follows"), format!("{at}/follows")),
        (text(cx, "new_rollup"), format!("{at}/fields/{}", follow::NEW_ROLLUP)),
        (text(cx, "new_formula"), format!("{at}/fields/{}", follow::NEW_FORMULA)),
    ]);
    ways.push((text(cx, "page_likeness"), format!("{at}/likeness")));
    if module.pipeline.is_some() {
        ways.push((text(cx, "page_stages"), format!("{at}/stages")));
    }
    if studio::is_numbered_freely(module) {
        ways.push((text(cx, "page_numbers"), format!("{at}/numbers")));
    }
    if studio::is_own(module) {
        ways.insert(0, (text(cx, "remove_module"), format!("{at}/remove")));
    }
    ways
}

fn card(cx: &Cx, module: &Module, block: &Block) -> BlockCard {
    let fields = block.fields.iter().filter_map(|name| module.field(name));
    let removal = MenuItem {
        label: text(cx, "remove_block"),
        icon: "trash-2".into(),
        go: Go::Post {
            action: format!("{}/act/remove-block", kit::at(module)),
            fields: vec![("block".into(), block.name.clone())],
            confirm: None,
        },
        ..MenuItem::default()
    };
    let is_free = block.fields.is_empty() && 1 < module.blocks.len();
    BlockCard {
        name: block.name.clone(),
        title: cx.text(&module.key("block", &block.name)).to_owned(),
        seen: kit::seen(&block.fields),
        fields: fields.map(|field| line(cx, module, (field, Some(block)))).collect(),
        acts: is_free.then_some(removal).into_iter().collect(),
    }
}

fn line(cx: &Cx, module: &Module, (field, block): (&Field, Option<&Block>)) -> FieldLine {
    let marks = [
        ("mark_required", field.required),
        ("mark_unique", field.unique),
        ("mark_custom", field.custom),
        ("mark_formula", field.formula.is_some()),
        ("mark_rollup", field.rollup.is_some()),
        ("mark_rules", !field.is_editable() && !field.follows()),
    ];
    let at = kit::at(module);
    let post = |act: &str, block: &str| Go::Post {
        action: format!("{at}/act/{act}"),
        fields: vec![("field".into(), field.name.clone()), ("block".into(), block.to_owned())],
        confirm: None,
    };
    let others = module.blocks.iter().filter(|one| block.is_none_or(|own| own.name != one.name));
    let key = if block.is_some() { "to_block" } else { "show_in" };
    let mut acts: Vec<MenuItem> = others
        .map(|one| MenuItem {
            label: fill(cx, key, &[("block", cx.text(&module.key("block", &one.name)))]),
            icon: "arrow-right-left".into(),
            go: post("place", &one.name),
            ..MenuItem::default()
        })
        .collect();
    if block.is_some() && !field.required {
        let (label, icon) = (text(cx, "hide"), "eye-off".into());
        acts.push(MenuItem { label, icon, go: post("hide", ""), ..MenuItem::default() });
    }
    FieldLine {
        name: field.name.clone(),
        label: present::head::field_label(cx, module, &field.name),
        kind: kit::kind(cx, field.kind.word()),
        href: format!("{at}/fields/{}", field.name),
        marks: marks.into_iter().filter(|(_, is)| *is).map(|(key, _)| text(cx, key)).collect(),
        acts,
    }
}

fn extras(cx: &Cx, module: &Module, again: Option<&Again>) -> Vec<Extra> {
    let fields = Fields::under(cx, again, "ui.studio");
    let at = kit::at(module);
    let named = names(cx, module, &Fields::under(cx, again, "ui.studio"));
    let (title, about) = (text(cx, "rename"), text(cx, "rename_about"));
    let rename = Extra {
        title,
        about,
        action: format!("{at}/rename"),
        controls: named,
        verb: text(cx, "save"),
        is_danger: false,
    };
    let block = Extra {
        title: text(cx, "new_block"),
        about: text(cx, "new_block_about"),
        action: format!("{at}/act/add-block"),
        controls: kit::labels(&fields, BLOCK, &[]),
        verb: text(cx, "add"),
        is_danger: false,
    };
    let icons = areas::icons(cx, &module.icon);
    let icon = fields.select("icon", &module.icon, icons);
    let draw = Extra {
        title: text(cx, "looks"),
        about: text(cx, "draw_about"),
        action: format!("{at}/act/draw"),
        controls: vec![icon, kit::seen(&module.icon)],
        verb: text(cx, "save"),
        is_danger: false,
    };
    vec![block, rename, draw, switch(cx, module)]
}

/// What a module is called.
fn names(cx: &Cx, module: &Module, fields: &Fields<'_>) -> Vec<panel::Control> {
    let name = |form| kit::stored(cx, &module.key("name", form));
    let mut named = kit::labels(fields, ONE, &name("one"));
    named.extend(kit::labels(fields, MANY, &name("other")));
    named.push(fields.mark());
    named
}

/// Switching it off, or on again.
fn switch(cx: &Cx, module: &Module) -> Extra {
    let word = if cx.catalog.is_off(&module.code) { "on" } else { "off" };
    let many = kit::many(cx, module);
    Extra {
        title: text(cx, &format!("switch_{word}")),
        about: fill(cx, &format!("switch_{word}_about"), &[("many", &many)]),
        action: format!("{}/act/{word}", kit::at(module)),
        controls: Vec::new(),
        verb: text(cx, &format!("switch_{word}_verb")),
        is_danger: word == "off",
    }
}

/// `POST /settings/modules/{code}/rename`
pub async fn rename(
    State(_): State<WebState>,
    Path(code): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    match renamed(visitor.cx(), &code, &form).await {
        Ok(()) => Ok(kit::done(&format!("{}/{code}", kit::MODULES))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, &code, Some(again)).await
        }
    }
}

async fn renamed(cx: &Cx, code: &str, form: &Form) -> Result<()> {
    let module = cx.module(code)?;
    let fields = Fields::under(cx, None, "ui.studio");
    names(cx, &module, &fields);
    fields.demand_seen(form)?;
    let (one, many) = (kit::read(form, ONE), kit::read(form, MANY));
    studio::rename_module(cx, code, (&one, &many)).await
}

/// `POST /settings/modules/{code}/act/{act}`
pub async fn act(
    State(_): State<WebState>,
    Path((code, act)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    match shaped(visitor.cx(), (&code, &act), &form).await {
        Ok(()) => Ok(kit::done(&format!("{}/{code}", kit::MODULES))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, &code, Some(again)).await
        }
    }
}

async fn shaped(cx: &Cx, (code, act): (&str, &str), form: &Form) -> Result<()> {
    let word = |name: &str| form.get(name).unwrap_or_default();
    match act {
        "place" => {
            let place = Place::Block(word("block").to_owned());
            studio::place(cx, code, word("field"), place).await
        }
        "hide" => studio::place(cx, code, word("field"), Place::Hidden).await,
        "order" => {
            let module = cx.module(code)?;
            if let Some(known) = module.blocks.iter().find(|known| known.name == word("block")) {
                kit::demand_seen(form, &known.fields)?;
            }
            let fields = form.all("fields").map(str::to_owned).collect();
            studio::order(cx, code, word("block"), fields).await
        }
        "draw" => {
            kit::demand_seen(form, &cx.module(code)?.icon)?;
            studio::draw_module(cx, code, word("icon")).await
        }
        "on" => studio::switch(cx, code, true).await,
        "off" => studio::switch(cx, code, false).await,
        "add-block" => studio::add_block(cx, code, &kit::read(form, BLOCK)).await,
        "remove-block" => studio::remove_block(cx, code, word("block")).await,
        _ => Err(Error::NotFound),
    }
}
