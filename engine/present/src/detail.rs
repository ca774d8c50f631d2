//! The page model of a record.

use access::{FieldRight, Right};
use catalog::{Field, Module, StageKind};
use kernel::{Instant, Link, Value};
use records::{Cx, Record};
use social::{Social, StoredFile};
use ui::model::{Go, MenuItem, Tag, Tone};
use ui::views::detail as view;

use crate::acts;
use crate::lines::across;
use crate::list_state::address;
use crate::timeline::file_ref;
use crate::{head, timeline};

/// Bytes of a file at most, as the form says.
const FILE_LIMIT: u64 = 25 * 1024 * 1024;

/// Everything a record page is made of.
pub struct Material<'a> {
    /// Its module.
    pub module: &'a Module,
    /// The record.
    pub record: &'a Record,
    /// Tags, and what the reader made of it.
    pub social: Social,
    /// What its timeline is made of.
    pub timeline: timeline::Material,
    /// What hangs on it, counted and summed up.
    pub figures: Vec<around::Figured>,
    /// Lists beside it.
    pub related: Vec<view::RelatedBlock>,
    /// Files at it.
    pub files: Vec<StoredFile>,
    /// Records that may be the same.
    pub duplicates: Vec<records::Duplicate>,
    /// Names of fields that their conditions do not show.
    pub hidden: Vec<String>,
    /// Names of fields that are being calculated.
    pub calculating: Vec<String>,
}

/// Makes the page model.
pub fn page<'a>(cx: &Cx, material: Material<'a>) -> view::DetailPage<'a> {
    let Material { module, record, social, timeline, figures, related, files, .. } = material;
    let (duplicates, calculating) = (material.duplicates, material.calculating);
    let is_shown = |name: &&String| !material.hidden.contains(name);
    let base = format!("/{}/{}", module.plural, record.id);
    let alive = record.trashed_at.is_none();
    let may = |right| alive && cx.actor.rights.may(&module.code, right);
    let people = timeline.people.clone();
    let facts = |names: &[String]| -> Vec<view::FactView<'a>> {
        let facts = names.iter().filter(is_shown).filter_map(|name| fact(cx, module, record, name));
        facts.map(|fact| said(cx, &calculating, fact)).collect()
    };
    let (lines, blocks) = across(module, blocks(cx, module, &facts));
    view::DetailPage {
        id: record.id,
        version: record.version,
        title: record.title.clone(),
        number: module.number_field().map(|f| record.value(module, &f.name).as_text().to_owned()),
        subtitle: Vec::new(),
        tags: social.tags.iter().map(|tag| Tag { label: tag.clone(), hue: None }).collect(),
        favorite: alive.then(|| switch(&base, social.is_favourite, ("mark", "unmark"))),
        following: alive.then(|| switch(&base, social.follows, ("follow", "unfollow"))),
        place: view::Place::default(),
        path: path(cx, (module, record), &base, may(Right::Edit)),
        figures: figures.iter().map(|one| figure(cx, one)).collect(),
        next: timeline.planned.first().map(|told| timeline::telling(cx, told.clone())),
        key_facts: facts(&module.key_facts),
        tabs: Vec::new(),
        blocks,
        lines,
        edit: may(Right::Edit).then(|| format!("{base}/edit")),
        actions: actions(cx, (module, record), &base, may(Right::Edit)),
        more: more(cx, (module, record), &base, may(Right::Delete)),
        composer: alive.then(|| view::Composer {
            action: format!("{base}/comments"),
            people: format!("{base}/people"),
            entries: acts::entries(cx, module, record),
            ..view::Composer::default()
        }),
        timeline: timeline::timeline(cx, module, &base, timeline),
        related,
        files: Some(file_block(cx, (&files, &people), may(Right::Edit).then_some(base.as_str()))),
        duplicates: head::duplicates(cx, module, duplicates),
        bin: record.trashed_at.map(|at| bin_state(cx, module, &base, at)),
        module: head::module(cx, module),
        href: base,
    }
}

fn blocks<'a>(
    cx: &Cx,
    module: &Module,
    facts: &dyn Fn(&[String]) -> Vec<view::FactView<'a>>,
) -> Vec<view::BlockView<'a>> {
    let blocks = module.blocks.iter().map(|block| view::BlockView {
        name: block.name.clone(),
        label: cx.text(&module.key("block", &block.name)).to_owned(),
        facts: facts(&block.fields),
    });
    blocks.filter(|block| !block.facts.is_empty()).collect()
}

/// The stages of the record's pipeline, with the ways on from where it is.
fn path(
    cx: &Cx,
    (module, record): (&Module, &Record),
    base: &str,
    may_edit: bool,
) -> Vec<view::PathStep> {
    let Some(pipeline) = &module.pipeline else { return Vec::new() };
    let right = cx.actor.rights.field(&module.code, &pipeline.field);
    if right == FieldRight::Hidden {
        return Vec::new();
    }
    let which = pipeline.by.as_deref().map(|by| record.value(module, by).as_text());
    let now = record.value(module, &pipeline.field).as_text();
    let may_move = may_edit && right == FieldRight::Write;
    let list = module.field(&pipeline.field).and_then(|field| field.kind.list());
    let stages: Vec<&catalog::Stage> =
        pipeline.stages_within(which.unwrap_or_default(), now).collect();
    let place = stages.iter().position(|stage| stage.code == now);
    let is_done = pipeline.kind(now) == StageKind::Done;
    let step = |(at, stage): (usize, &&catalog::Stage)| {
        let key = format!("picklist.{}.{}", list.unwrap_or_default(), stage.code);
        let is_open = stage.kind == StageKind::Open;
        let follows = pipeline.stage(now).is_none_or(|present| present.leads_to(&stage.code));
        let goes = may_move && stage.code != now && follows;
        view::PathStep {
            label: cx.text(&key).to_owned(),
            is_passed: is_open
                && place.is_some_and(|place| at < place)
                && (is_done || pipeline.kind(now) == StageKind::Open),
            is_current: stage.code == now,
            end: match stage.kind {
                StageKind::Open => view::PathEnd::Open,
                StageKind::Done => view::PathEnd::Good,
                StageKind::Dropped => view::PathEnd::Bad,
            },
            action: goes.then(|| format!("{base}/move/{}/{}", pipeline.field, stage.code)),
            asks: !stage.asks.is_empty(),
        }
    };
    stages.iter().enumerate().map(step).collect()
}

/// What hangs on the record comes to, with the list it is made of.
fn figure(cx: &Cx, figured: &around::Figured) -> view::KeyFigure {
    let around::Figured { module, figure, filter, count, .. } = figured;
    let amounts = |sums: &[records::Sum]| -> Vec<Value> {
        let named = sums.iter().filter_map(|sum| Some((module.field(&sum.field)?, sum)));
        named.map(|(field, sum)| crate::list::sum_value(field, sum)).collect()
    };
    let beside = amounts(&figured.beside);
    let field = figure.beside.as_ref().filter(|_| !beside.is_empty());
    let filter = ("filter".to_owned(), filter.clone());
    view::KeyFigure {
        label: cx.text(&module.key("figure", &figure.name)).to_owned(),
        href: address(&format!("/{}", module.plural), &[filter]),
        count: head::count(*count),
        sums: amounts(&figured.sums),
        beside: field.map(|name| (head::field_label(cx, module, name), beside)),
    }
}

fn switch(base: &str, is_on: bool, (on, off): (&str, &str)) -> view::Switch {
    view::Switch { is_on, action: format!("{base}/{}", if is_on { off } else { on }) }
}

fn bin_state(cx: &Cx, module: &Module, base: &str, at: Instant) -> view::BinState {
    let may = cx.actor.rights.may(&module.code, Right::Delete);
    view::BinState {
        at,
        who: None,
        restore: may.then(|| format!("{base}/restore")),
        purge: cx.actor.is_administrator().then(|| format!("{base}/purge")),
    }
}

/// Files of the record; with its address the reader may bring and take away.
fn file_block(
    cx: &Cx,
    (files, people): (&[StoredFile], &std::collections::BTreeMap<kernel::PrincipalId, String>),
    editable_at: Option<&str>,
) -> view::FileBlock {
    let line = |file: &StoredFile| view::FileLine {
        file: file_ref(file),
        href: format!("/files/{}", file.id),
        at: file.created_at,
        who: file.created_by.and_then(|id| people.get(&id).map(|name| head::person(cx, id, name))),
        remove: editable_at.map(|_| format!("/files/{}/remove", file.id)),
    };
    view::FileBlock {
        upload: editable_at.map(|base| format!("{base}/files")),
        limit: FILE_LIMIT,
        files: files.iter().map(line).collect(),
    }
}

/// A field of the record as a fact; hidden ones do not exist.
pub fn fact<'a>(
    cx: &Cx,
    module: &'a Module,
    record: &Record,
    name: &str,
) -> Option<view::FactView<'a>> {
    let field = module.field(name)?;
    if cx.actor.rights.field(&module.code, name) == FieldRight::Hidden {
        return None;
    }
    let stage = module.stage_field().map(|field| record.value(module, &field.name).as_text());
    let is_frozen = stage.is_some_and(|stage| module.is_frozen(field, stage));
    let editable =
        record.trashed_at.is_none() && !is_frozen && is_edited_in_place(cx, module, field);
    Some(view::FactView {
        field,
        label: head::field_label(cx, module, name),
        value: record.value(module, name).clone(),
        edit: editable.then(|| format!("/{}/{}/field/{name}", module.plural, record.id)),
        offered: offered(cx, module, record, name),
        mark: view::FactMark::None,
    })
}

/// Codes that may follow what another field of the record holds, where one decides.
fn offered(cx: &Cx, module: &Module, record: &Record, name: &str) -> Option<Vec<String>> {
    let known = |name: &str| cx.actor.rights.field(&module.code, name) != FieldRight::Hidden;
    let rule = module.dependencies.iter().find(|rule| rule.field == name && known(&rule.on))?;
    rule.after(record.value(module, &rule.on)).map(<[String]>::to_vec)
}

/// A field that is being calculated says so.
fn said<'a>(cx: &Cx, calculating: &[String], fact: view::FactView<'a>) -> view::FactView<'a> {
    match calculating.contains(&fact.field.name) {
        true => {
            let label = format!("{} · {}", fact.label, cx.text("ui.calculating"));
            view::FactView { label, ..fact }
        }
        false => fact,
    }
}

/// Whether the person may edit a field of the module where it stands.
pub fn is_edited_in_place(cx: &Cx, module: &Module, field: &Field) -> bool {
    let right = cx.actor.rights.field(&module.code, &field.name);
    let may = cx.actor.rights.may(&module.code, Right::Edit) && right == FieldRight::Write;
    may && field.is_editable() && in_place(field)
}

/// Files and pictures are edited in the whole form.
fn in_place(field: &Field) -> bool {
    field.kind.fits_a_cell()
}

fn actions(
    cx: &Cx,
    (module, record): (&Module, &Record),
    base: &str,
    may_edit: bool,
) -> Vec<MenuItem> {
    let mut actions = reaching(cx, module, record);
    actions.extend(records::outputs(cx, &module.code).into_iter().map(|(name, _)| MenuItem {
        label: cx.text(&format!("output.{}", name.replace('.', "_"))).to_owned(),
        icon: "file-down".into(),
        go: Go::To(format!("{base}/out/{name}")),
        ..MenuItem::default()
    }));
    let at = actions.len();
    if may_edit {
        actions.push(MenuItem {
            label: cx.text("web.record.edit").to_owned(),
            icon: "pencil".into(),
            go: Go::To(format!("{base}/edit")),
            tone: Tone::Primary,
            key: Some("E".into()),
        });
        actions.splice(at..at, acts::by_name(cx, (module, record), base).at_hand);
    }
    actions
}

/// Calling and writing to whoever the record stands for: the first of each kind, by one key.
fn reaching(cx: &Cx, module: &Module, record: &Record) -> Vec<MenuItem> {
    let mut ways: Vec<MenuItem> = Vec::new();
    for (way, key) in acts::reaching(cx, module, record) {
        if ways.iter().all(|known| known.icon != way.icon) {
            let label = cx.text(&format!("ui.reach.short.{key}")).to_owned();
            ways.push(MenuItem { label, key: Some(key.into()), ..way });
        }
    }
    ways
}

/// Further verbs, what is planned with whoever it is, and putting it away.
fn more(
    cx: &Cx,
    (module, record): (&Module, &Record),
    base: &str,
    may_delete: bool,
) -> Vec<MenuItem> {
    let alive = record.trashed_at.is_none();
    let may_edit = alive && cx.actor.rights.may(&module.code, Right::Edit);
    let further = may_edit.then(|| acts::by_name(cx, (module, record), base).further);
    let mut more = further.unwrap_or_default();
    more.extend(alive.then(|| acts::planning(cx, module, record)).into_iter().flatten());
    let trash = may_delete.then(|| MenuItem {
        label: cx.text("web.record.trash").to_owned(),
        icon: "trash-2".into(),
        go: Go::Post { action: format!("{base}/trash"), fields: Vec::new(), confirm: None },
        tone: Tone::Danger,
        key: None,
    });
    more.extend((alive && module.owner_field().is_some()).then(|| MenuItem {
        label: cx.text("ui.share.menu").to_owned(),
        icon: "users-round".into(),
        go: Go::To(format!("{base}/share")),
        ..MenuItem::default()
    }));
    more.extend((alive && crate::merge::may(cx, module)).then(|| MenuItem {
        label: cx.text("merge.with").to_owned(),
        icon: "git-merge".into(),
        go: Go::To(crate::merge::address(module, &[record.id], None)),
        ..MenuItem::default()
    }));
    more.extend(for_recipients(cx, (module, record)).filter(|_| may_edit));
    let may_take = alive && cx.actor.rights.may(&module.code, Right::Export);
    more.extend((may_take && module.has_card()).then(|| MenuItem {
        label: cx.text("web.record.card").to_owned(),
        icon: "user".into(),
        go: Go::To(format!("{base}/card.vcf")),
        ..MenuItem::default()
    }));
    more.extend(trash);
    more
}

/// The page that whoever holds the link of the record sees.
fn for_recipients(cx: &Cx, (module, record): (&Module, &Record)) -> Option<MenuItem> {
    let link = Link::new(&module.code, record.id);
    let address = records::public::address(&cx.engine, &link)?;
    records::public::is_open(&cx.engine, module, record).then(|| MenuItem {
        label: cx.text("ui.guest.page").to_owned(),
        icon: "external-link".into(),
        go: Go::To(address),
        ..MenuItem::default()
    })
}

/// Values of a record and of what happened to it, whose names a page needs.
pub fn values(record: &Record, history: &[records::HistoryEntry]) -> Vec<Value> {
    let mut values = record.values.clone();
    values.extend(timeline::values(history));
    values
}
