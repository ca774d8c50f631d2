//! What hangs on a record, as blocks beside its timeline.

use access::Right;
use catalog::{Module, RelatedList, StageKind};
use kernel::{Link, Value};
use records::{Cx, Record};
use social::ListView;
use ui::model::{Count, RecordLine, Tag};
use ui::views::detail as view;

use crate::head;
use crate::list_state::address;

/// What is shown of a related list.
pub struct Shown<'a> {
    /// Views in which it can be shown.
    pub views: Vec<&'a ListView>,
    /// The one that the reader chose.
    pub chosen: Option<&'a ListView>,
    /// The first few records.
    pub rows: Vec<Record>,
    /// Whether they are all of them.
    pub is_whole: bool,
    /// Names of people and records that they speak of.
    pub names: ui::Names,
}

/// A related list as a block of the record page.
pub fn related_block(
    cx: &Cx,
    (module, list): (&Module, &RelatedList),
    record: &Record,
    shown: &Shown<'_>,
) -> Option<view::RelatedBlock> {
    let other = cx.catalog.module(&list.module)?;
    let mut filter = format!("{} = \"{}\"", list.field, record.id);
    let definition = shown.chosen.map(|view| &view.definition);
    if let Some(more) = definition.map(|known| &known.filter).filter(|more| !more.is_empty()) {
        filter = format!("{filter} and ({more})");
    }
    let mut pairs = vec![("filter".to_owned(), filter)];
    pairs.extend(definition.map(|known| ("sort".to_owned(), known.sort.clone())));
    let n = shown.rows.len() as u64;
    let may_add = cx.actor.rights.may(&other.code, Right::Create) && record.trashed_at.is_none();
    Some(view::RelatedBlock {
        name: list.name.clone(),
        label: cx.text(&list.label_key(&module.code)).to_owned(),
        count: Some(if shown.is_whole { Count::Exact(n) } else { Count::AtLeast(n) }),
        add: may_add
            .then(|| format!("/{}/new?{}={}:{}", other.plural, list.field, module.code, record.id)),
        all: Some(address(&format!("/{}", other.plural), &pairs)),
        rows: shown
            .rows
            .iter()
            .map(|row| related_row(cx, (list, other), (row, &shown.names)))
            .collect(),
        views: views(cx, shown),
        choose: format!("/{}/{}/related/{}", module.plural, record.id, list.name),
    })
}

/// Ways to show a related list; none when there is only one.
fn views(cx: &Cx, shown: &Shown<'_>) -> Vec<view::RelatedView> {
    if shown.views.is_empty() {
        return Vec::new();
    }
    let all = view::RelatedView {
        value: String::new(),
        label: cx.text("web.list.all").to_owned(),
        is_current: shown.chosen.is_none(),
    };
    let views = shown.views.iter().map(|view| view::RelatedView {
        value: view.id.to_string(),
        label: view.name.clone(),
        is_current: shown.chosen.is_some_and(|chosen| chosen.id == view.id),
    });
    std::iter::once(all).chain(views).collect()
}

/// A record as one line among others, with what the list says of it in brief: one state, one
/// amount or day, and everything else as words.
fn related_row(
    cx: &Cx,
    (list, module): (&RelatedList, &Module),
    (record, names): (&Record, &ui::Names),
) -> view::RelatedRow {
    let link = Link::new(&module.code, record.id);
    let mut row = view::RelatedRow {
        record: head::record_line(cx, &link, &record.title),
        aside: Value::Empty,
        state: None,
        remove: None,
    };
    let mut words: Vec<String> = Vec::new();
    for field in list.brief(module).iter().filter_map(|name| module.field(name)) {
        let value = record.value(module, &field.name);
        match (value, field.kind.list()) {
            (Value::Empty, _) => {}
            (Value::Text(code), Some(list)) if row.state.is_none() => {
                let key = format!("picklist.{list}.{code}");
                let hue = cx.catalog.picklist(list).and_then(|list| list.value(code)?.hue);
                let stage = module.pipeline.as_ref().and_then(|pipeline| pipeline.stage(code));
                let open = stage.filter(|stage| stage.kind == StageKind::Open);
                let chance = open.and_then(|stage| stage.probability);
                row.state = Some((Tag { label: cx.text(&key).to_owned(), hue }, chance));
            }
            (Value::Money(_) | Value::Decimal(_) | Value::Date(_) | Value::Instant(_), _)
                if row.aside.is_empty() =>
            {
                row.aside = value.clone();
            }
            (value, _) => {
                let reader = crate::names::reader(cx, names);
                words.push(ui::fields::words(reader, field, value));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    row.record.note = words.join(" · ");
    row
}

/// Relations with roles as blocks, one for each relation that has any.
pub fn relation_blocks(
    cx: &Cx,
    module: &Module,
    record: &Record,
    related: Vec<records::Related>,
) -> Vec<view::RelatedBlock> {
    let base = format!("/{}/{}", module.plural, record.id);
    let alive = record.trashed_at.is_none();
    let may = alive && cx.actor.rights.may(&module.code, Right::Edit);
    let mut blocks: Vec<view::RelatedBlock> = module
        .relations
        .iter()
        .map(|relation| view::RelatedBlock {
            name: relation.name.clone(),
            label: cx.text(&module.key("relation", &relation.name)).to_owned(),
            add: may.then(|| format!("{base}/relate/{}", relation.name)),
            ..view::RelatedBlock::default()
        })
        .collect();
    for one in related {
        let row = view::RelatedRow {
            record: RecordLine {
                badge: Some(role(cx, &one)),
                ..head::record_line(cx, &one.other, &one.title)
            },
            aside: Value::Empty,
            state: None,
            remove: may.then(|| format!("{base}/unrelate/{}", one.id)),
        };
        match blocks.iter_mut().find(|block| block.name == one.name && one.is_outgoing) {
            Some(block) => block.rows.push(row),
            None => match blocks.iter_mut().find(|block| block.name == "incoming") {
                Some(block) => block.rows.push(row),
                None => blocks.push(view::RelatedBlock {
                    name: "incoming".into(),
                    label: cx.text("web.record.related_by").to_owned(),
                    rows: vec![row],
                    ..view::RelatedBlock::default()
                }),
            },
        }
    }
    blocks.iter_mut().for_each(|block| block.count = Some(Count::Exact(block.rows.len() as u64)));
    blocks
}

fn role(cx: &Cx, related: &records::Related) -> Tag {
    let lists = cx.catalog.modules().iter().flat_map(|module| &module.relations);
    let list = lists.filter(|relation| relation.name == related.name).map(|r| r.roles.as_str());
    let label = list
        .map(|list| cx.text(&format!("picklist.{list}.{}", related.role)).to_owned())
        .next()
        .unwrap_or_else(|| related.role.clone());
    Tag { label, hue: None }
}
