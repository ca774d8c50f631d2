//! The layout of a module: worked on as a draft, looked at, published.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::{Field, FieldType, Layout, LayoutBlock, Module};
use kernel::{Error, Result};
use panel::layout::{self as view, LayoutChoices, LayoutEntry, LayoutField};
use records::{Cx, Input};
use studio::{Difference, Drafted, LayoutOf};
use ui::fields::Form;
use ui::views::detail::TabLink;
use ui::views::edit;
use uuid::Uuid;

use super::aside;
use super::kit::{self, fill, text};
use present::edit::{Material, page as form_page};
use present::{head, names};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::open::Open;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// The address of a layout.
fn at((module, profile): LayoutOf<'_>) -> String {
    match profile {
        None => format!("{}/{module}/layout", kit::MODULES),
        Some(profile) => format!("{}/{module}/layout?profile={profile}", kit::MODULES),
    }
}

/// The profile that an address or a form names.
fn profile(named: Option<&str>) -> Result<Option<Uuid>> {
    let named = named.filter(|named| !named.is_empty());
    named.map(|named| Uuid::try_parse(named).map_err(|_| Error::NotFound)).transpose()
}

/// `GET /settings/modules/{code}/layout?profile=`
pub async fn page(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(code): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let profile = profile(query(raw.as_deref()).get("profile")).for_(&visitor)?;
    let of = (code.as_str(), profile);
    let drafted = studio::drafted(visitor.cx(), of).await.for_(&visitor)?;
    show(&visitor, of, &drafted).await
}

/// `POST /settings/modules/{code}/layout`: posts the whole of it; `do` names the button: `keep`,
/// `publish`, `discard`, `shipped`, `common`, `up.BLOCK` or `down.BLOCK`.
pub async fn save(
    State(_): State<WebState>,
    Path(code): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let of = (code.as_str(), profile(form.get("profile")).for_(&visitor)?);
    let standing = studio::drafted(cx, of).await.for_(&visitor)?.standing;
    let module = cx.module(&code).for_(&visitor)?;
    let act = form.get("do").unwrap_or_default();
    let mut said = match act {
        "discard" => standing,
        "shipped" => studio::shipped(cx, &code).for_(&visitor)?,
        _ => read(cx, &module, &standing, &form),
    };
    if let Some((verb, block)) = act.split_once('.') {
        step(&mut said, block, verb == "up");
    }
    if let ("common", Some(profile)) = (act, of.1) {
        studio::meet_as_everybody(cx, (&code, profile)).await.for_(&visitor)?;
        return Ok(redirect(&at(of), Some(&Flash::done("layout_published"))));
    }
    let drafted = studio::keep_draft(cx, of, &said).await.for_(&visitor)?;
    match act {
        "publish" => {
            studio::publish(cx, of).await.for_(&visitor)?;
            Ok(redirect(&at(of), Some(&Flash::done("layout_published"))))
        }
        // Whoever moves something is shown what it looks like; whoever presses a button goes on.
        "" => show(&visitor, of, &drafted).await,
        _ => Ok(redirect(&at(of), None)),
    }
}

/// Reads blocks and fields in the order in which they stand, and what was chosen beside them.
fn read(cx: &Cx, module: &Module, standing: &Layout, form: &Form) -> Layout {
    let all = |name: &str| form.all(name).map(str::to_owned).collect::<Vec<String>>();
    let related = all("related");
    let (figures, unfigured) = aside::read_figures(cx, module, standing, &all("figures"));
    let mut layout = Layout {
        wide: all("wide"),
        quick_create: all("quick_create"),
        key_facts: all("key_facts"),
        unrelated: module
            .related
            .iter()
            .map(|list| list.name.clone())
            .filter(|name| !related.contains(name))
            .collect(),
        related,
        columns: aside::read_columns(cx, module, form),
        views: aside::read_views(module, form),
        figures,
        unfigured,
        ..Layout::default()
    };
    let mut is_hidden = false;
    for node in form.all("node") {
        match node.split_once('.') {
            None => is_hidden = true,
            Some(("b", name)) => {
                is_hidden = false;
                layout.blocks.push(LayoutBlock { name: name.to_owned(), fields: Vec::new() });
            }
            Some((_, name)) if is_hidden => layout.hidden.push(name.to_owned()),
            Some((_, name)) => {
                let block = layout.blocks.last_mut();
                block.into_iter().for_each(|block| block.fields.push(name.to_owned()));
            }
        }
    }
    layout
}

fn step(layout: &mut Layout, block: &str, is_up: bool) {
    let Some(from) = layout.blocks.iter().position(|known| known.name == block) else { return };
    let to = if is_up { from.checked_sub(1) } else { Some(from + 1) };
    if let Some(to) = to.filter(|to| *to < layout.blocks.len()) {
        layout.blocks.swap(from, to);
    }
}

async fn show(visitor: &Visitor, of: LayoutOf<'_>, drafted: &Drafted) -> Answer {
    let cx = visitor.cx();
    let module = cx.module(of.0).for_(visitor)?;
    let names = names::for_form(cx, Vec::new()).await.for_(visitor)?;
    let open = Open::new(visitor, "/settings", names).await.for_(visitor)?;
    let title = text(cx, "page_layout");
    let many = kit::many(cx, &module);
    let page = view::LayoutPage {
        frame: panel::Frame {
            about: fill(cx, "about_layout", &[("many", &many)]),
            tabs: tabs(cx, of).await.for_(visitor)?,
            ..kit::below(&title, &kit::steps(cx, Some(&module)), None)
        },
        action: at((of.0, None)),
        entries: entries(cx, &module, &drafted.draft),
        choices: choices(cx, &module, &drafted.draft),
        lists: aside::lists(cx, &module, &drafted.draft).await.for_(visitor)?,
        profile: of.1.map(|id| id.to_string()),
        is_own: drafted.is_own,
        differences: drafted.differences().iter().map(|one| sentence(cx, &module, one)).collect(),
        is_shipped: cx.engine.shipped().module(of.0).is_some(),
        samples: samples(cx, of.0, &drafted.draft, open.reader()).for_(visitor)?,
    };
    let body = view::layout(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, &title, &body))
}

/// Whose layouts there are: that of everybody, and one for each profile.
async fn tabs(cx: &Cx, (module, now): LayoutOf<'_>) -> Result<Vec<TabLink>> {
    let tab = |label: String, profile: Option<Uuid>| TabLink {
        label,
        href: at((module, profile)),
        is_current: profile == now,
        count: None,
    };
    let mut tabs = vec![tab(text(cx, "layout_everybody"), None)];
    for profile in identity::profiles(cx).await? {
        let own = cx.catalog.layout_for(&profile.id.to_string(), module).is_some();
        let sign = if own { " •" } else { "" };
        tabs.push(tab(format!("{}{sign}", profile.name), Some(profile.id)));
    }
    if tabs.len() == 1 { Ok(Vec::new()) } else { Ok(tabs) }
}

fn entries(cx: &Cx, module: &Module, draft: &Layout) -> Vec<LayoutEntry> {
    let field = |name: &String| {
        let field = module.field(name)?;
        Some(LayoutEntry::Field(LayoutField {
            name: name.clone(),
            label: head::field_label(cx, module, name),
            kind: kit::kind(cx, field.kind.word()),
            wide: (!is_always_wide(field)).then(|| draft.wide.contains(name)),
            is_needed: field.required,
        }))
    };
    let mut all = Vec::new();
    for block in &draft.blocks {
        let title = cx.text(&module.key("block", &block.name)).to_owned();
        all.push(LayoutEntry::Block(block.name.clone(), title));
        all.extend(block.fields.iter().filter_map(field));
    }
    all.push(LayoutEntry::Hidden);
    all.extend(draft.hidden.iter().filter_map(field));
    all
}

fn is_always_wide(field: &Field) -> bool {
    use FieldType::{Address, LongText, RichText};
    field.several || matches!(field.kind, LongText | RichText | Address)
}

fn choices(cx: &Cx, module: &Module, draft: &Layout) -> Vec<LayoutChoices> {
    let of_fields = |name: &'static str, chosen: &[String], may: &dyn Fn(&Field) -> bool| {
        let others = module.fields.iter().filter(|field| may(field)).map(|field| &field.name);
        let label = |name: &String| head::field_label(cx, module, name);
        chosen_of((cx, name), chosen, others, &label)
    };
    let stands = |field: &Field| field.system.is_none() && !draft.hidden.contains(&field.name);
    let asked = |field: &Field| stands(field) && field.is_editable();
    let lists = |name: &String| {
        let list = module.related.iter().find(|list| list.name == *name);
        list.map_or(name.clone(), |list| cx.text(&list.label_key(&module.code)).to_owned())
    };
    let figures = aside::figures(cx, module, draft);
    let figure = |name: &String| aside::figure_label(cx, name);
    [
        of_fields("quick_create", &draft.quick_create, &asked),
        of_fields("key_facts", &draft.key_facts, &stands),
        chosen_of((cx, "figures"), &figures, draft.unfigured.iter(), &figure),
        chosen_of((cx, "related"), &draft.related, draft.unrelated.iter(), &lists),
    ]
    .into_iter()
    .filter(|choices| !choices.all.is_empty())
    .collect()
}

fn chosen_of<'a>(
    (cx, name): (&Cx, &'static str),
    chosen: &'a [String],
    others: impl Iterator<Item = &'a String>,
    label: &dyn Fn(&String) -> String,
) -> LayoutChoices {
    let rest = others.filter(|name| !chosen.contains(name));
    let all = chosen.iter().map(|name| (name, true)).chain(rest.map(|name| (name, false)));
    LayoutChoices {
        name,
        title: text(cx, &format!("layout_{name}")),
        hint: text(cx, &format!("layout_{name}_hint")),
        all: all.map(|(name, is_on)| (name.clone(), label(name), is_on)).collect(),
    }
}

/// The form and quick create as the draft has them.
fn samples(
    cx: &Cx,
    code: &str,
    draft: &Layout,
    reader: ui::Cx<'_>,
) -> Result<Vec<(String, maud::Markup)>> {
    let Some(catalog) = studio::laid_out(cx, code, draft) else { return Ok(Vec::new()) };
    let catalog = Arc::new(catalog);
    let cx = Cx { catalog: catalog.clone(), ..cx.clone() };
    let module = cx.module(code)?;
    let values = records::draft(&cx, code, &Input::default())?.values;
    let reader = ui::Cx { catalog: &catalog, ..reader };
    let sample = |frame: edit::Frame| {
        let material = Material { frame, ..Material::of(&module, None, &values) };
        edit::sample(reader, &form_page(&cx, material))
    };
    let mut all = vec![(text(&cx, "layout_sample"), sample(edit::Frame::Page))];
    if !draft.quick_create.is_empty() {
        all.push((text(&cx, "layout_sample_quick"), sample(edit::Frame::Drawer)));
    }
    Ok(all)
}

/// What publishing changes, in a sentence.
fn sentence(cx: &Cx, module: &Module, difference: &Difference) -> String {
    let field = |name: &str| head::field_label(cx, module, name);
    let block = |name: &str| cx.text(&module.key("block", name)).to_owned();
    let of_field = |key: &str, name: &str| fill(cx, key, &[("field", &field(name))]);
    let placed = |key: &str, name: &str, to: &str| {
        fill(cx, key, &[("field", &field(name)), ("block", &block(to))])
    };
    let list = |name: &str| {
        let list = module.related.iter().find(|list| list.name == name);
        list.map_or(name.to_owned(), |list| cx.text(&list.label_key(&module.code)).to_owned())
    };
    match difference {
        Difference::Moved { field, to } => placed("layout_moved", field, to),
        Difference::Shown { field, to } => placed("layout_shown", field, to),
        Difference::Hidden(name) => of_field("layout_hidden", name),
        Difference::Ordered(name) => fill(cx, "layout_ordered", &[("block", &block(name))]),
        Difference::BlocksOrdered => text(cx, "layout_blocks_ordered"),
        Difference::Wide(name, true) => of_field("layout_made_wide", name),
        Difference::Wide(name, false) => of_field("layout_made_narrow", name),
        Difference::QuickCreate => text(cx, "layout_quick_changed"),
        Difference::KeyFacts => text(cx, "layout_facts_changed"),
        Difference::Related(name, true) => fill(cx, "layout_list_on", &[("list", &list(name))]),
        Difference::Related(name, false) => fill(cx, "layout_list_off", &[("list", &list(name))]),
        Difference::RelatedOrdered => text(cx, "layout_lists_ordered"),
        Difference::RelatedShown(name) => fill(cx, "layout_list_says", &[("list", &list(name))]),
        Difference::Figures => text(cx, "layout_figures_changed"),
    }
}
