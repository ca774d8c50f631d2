//! One field: made, or changed in what it is called and demands.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use catalog::{Field, Module};
use kernel::{Error, Result};
use panel as view;
use records::Cx;
use studio::{FieldConditions, FieldEdit, Findable, KINDS, NewField};
use ui::fields::Form;

use super::follow;
use super::kit::{self, text};
use super::start;
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, For};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Names of the label in each language.
pub const LABEL: kit::Names = ["label", "label_other"];
/// Names of the message of a rule in each language.
const RULE: kit::Names = ["rule", "rule_other"];
/// Names of the help in each language.
pub const HINT: kit::Names = ["hint", "hint_other"];

/// `GET /settings/modules/{code}/fields/{name}`; `new` is an empty form.
pub async fn edit(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((code, name)): Path<(String, String)>,
) -> Answer {
    show(&visitor, (&code, &name), None).await
}

async fn show(visitor: &Visitor, (code, name): (&str, &str), again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let module = cx.module(code).for_(visitor)?;
    if let Some(about) = follow::about(&module, name) {
        return follow::show(visitor, (&module, name), &about, (again, None)).await;
    }
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let known = match name {
        "new" => None,
        name => {
            let known = module.field(name).filter(|field| field.system.is_none());
            Some(known.ok_or(Error::NotFound).for_(visitor)?)
        }
    };
    let (title, groups) = match known {
        None => (text(cx, "new_field"), of_new(cx, &module, &fields)),
        Some(field) => {
            let label = present::head::field_label(cx, &module, &field.name);
            (label, of_known(cx, (&module, field), &fields))
        }
    };
    let at = kit::at(&module);
    let page = view::FormPage {
        frame: kit::below(&title, &kit::steps(cx, Some(&module)), again.as_ref()),
        action: format!("{at}/fields/{name}"),
        groups,
        submit: text(cx, if known.is_some() { "save" } else { "create" }),
        ways: known
            .filter(|field| !studio::castable(field).is_empty())
            .map(|field| (text(cx, "recast"), format!("{at}/fields/{}/type", field.name)))
            .into_iter()
            .collect(),
        back: at,
        ..view::FormPage::default()
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

type Groups = Vec<(String, Vec<view::Control>)>;

fn of_new(cx: &Cx, module: &Module, fields: &Fields<'_>) -> Groups {
    let mut named = kit::labels(fields, LABEL, &[]);
    named.push(fields.text(HINT[0], ""));
    named.push(fields.text(HINT[1], ""));
    let kinds = KINDS.into_iter().map(|word| (word.to_owned(), kit::kind(cx, word)));
    let choose = (String::new(), cx.text("ui.field.choose").to_owned());
    let lists = cx.catalog.picklists().keys().map(|list| (list.clone(), list_label(cx, list)));
    let lists = std::iter::once(choose).chain(lists);
    let modules = cx.catalog.modules().iter().filter(|module| !cx.catalog.is_off(&module.code));
    let modules = modules.map(|module| (module.code.clone(), kit::many(cx, module)));
    let scales = (0..=6).map(|n| (n.to_string(), n.to_string()));
    let held = vec![
        fields.select("kind", "text", kinds),
        fields.select("list", "", lists),
        fields.many("to", &BTreeSet::new(), modules),
        fields.select("scale", "2", scales),
    ];
    let blocks = module.blocks.iter();
    let blocks = blocks
        .map(|block| (block.name.clone(), cx.text(&module.key("block", &block.name)).to_owned()));
    let first = module.blocks.first().map_or("", |block| block.name.as_str());
    let behaves = vec![
        fields.select("block", first, blocks),
        fields.check("required", false),
        fields.check("search", false),
        fields.check("sort", false),
    ];
    vec![(text(cx, "named"), named), (text(cx, "held"), held), (text(cx, "behaves"), behaves)]
}

/// What a pick list is called: as it was named, or after the first field that chooses from it.
pub fn list_label(cx: &Cx, list: &str) -> String {
    let key = format!("studio.list.{list}");
    if let Some(named) = cx.catalog.texts().find(cx.locale.language, &key) {
        return named.to_owned();
    }
    let first = studio::used_by(cx, list).into_iter().next();
    let first = first.and_then(|(code, field)| Some((cx.catalog.module(&code)?.clone(), field)));
    first.map_or_else(
        || list.to_owned(),
        |(module, field)| {
            let label = present::head::field_label(cx, &module, &field);
            format!("{label} ({})", kit::many(cx, &module))
        },
    )
}

fn of_known(cx: &Cx, (module, field): (&Module, &Field), fields: &Fields<'_>) -> Groups {
    let mut named = kit::labels(fields, LABEL, &kit::stored(cx, &module.key("field", &field.name)));
    let hints = kit::stored(cx, &module.key("hint", &field.name));
    for (name, hint) in HINT.into_iter().zip(&hints) {
        named.push(fields.text(name, hint));
    }
    let mut groups = vec![(text(cx, "named"), named)];
    let mut demands = Vec::new();
    if field.is_editable() {
        demands.push(match studio::stays_required(field) {
            true => {
                let kind = view::Kind::Fixed(text(cx, "required_for_good"));
                view::Control { kind, ..fields.text("required", "") }
            }
            false => fields.check("required", field.required),
        });
        if field.may_be_unique() {
            demands.push(fields.check("unique", field.unique));
        }
    }
    let found = studio::found_by(cx, module, field);
    let soon = [field.soon.search || field.soon.forgets, field.soon.sort];
    for ((name, found), is_made) in ["search", "sort"].into_iter().zip(found).zip(soon) {
        if let Findable::Free(is_on) = found {
            let mut check = fields.check(name, is_on);
            if is_made {
                check.hint = Some(text(cx, "being_made"));
            }
            demands.push(check);
        }
    }
    demands.extend(start::control(cx, field, fields));
    demands.push(start::personal(cx, field, fields));
    groups.push((text(cx, "behaves"), demands));
    let mut conditions = conditions(cx, (module, field), fields);
    conditions.push(fields.mark());
    groups.push((text(cx, "conditions"), conditions));
    groups
}

fn conditions(
    cx: &Cx,
    (module, field): (&Module, &Field),
    fields: &Fields<'_>,
) -> Vec<view::Control> {
    let text = |stored: &Option<String>| stored.clone().unwrap_or_default();
    let mut all = vec![fields.area("visible_if", &text(&field.visible_if))];
    if field.is_editable() {
        let key = format!("problem.{}", module.key("rule", &field.name));
        let rules = kit::stored(cx, &key);
        all.push(fields.area("required_if", &text(&field.required_if)));
        all.push(fields.area("valid_if", &text(&field.valid_if)));
        for (at, name) in RULE.into_iter().enumerate() {
            all.push(fields.text(name, rules.get(at).map_or("", String::as_str)));
        }
    }
    all
}

/// `POST /settings/modules/{code}/fields/{name}`
pub async fn save(
    State(_): State<WebState>,
    Path((code, name)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let module = cx.module(&code).for_(&visitor)?;
    if let Some(about) = follow::about(&module, &name) {
        return follow::save(&visitor, (&module, &name), &about, form).await;
    }
    let saved = match name.as_str() {
        "new" => studio::new_field(cx, &code, &new(&form)).await.map(drop),
        name => match edit_of(&visitor, (&module, name), &form) {
            Ok(edit) => studio::edit_field(cx, &code, name, &edit).await,
            Err(error) => Err(error),
        },
    };
    match saved {
        Ok(()) => Ok(kit::done(&format!("{}/{code}", kit::MODULES))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, (&code, &name), Some(again)).await
        }
    }
}

/// What a form says of a field that stands.
fn edit_of(visitor: &Visitor, of: (&Module, &str), form: &Form) -> Result<FieldEdit> {
    let word = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let [search, sort] = found(visitor, of, form);
    let known = of.0.field(of.1).ok_or(Error::NotFound)?;
    let fields = Fields::under(visitor.cx(), None, "ui.studio");
    of_known(visitor.cx(), (of.0, known), &fields);
    fields.demand_seen(form)?;
    Ok(FieldEdit {
        search,
        sort,
        labels: kit::read(form, LABEL),
        hints: kit::read(form, HINT),
        required: form.get("required") == Some("1") || studio::stays_required(known),
        unique: form.get("unique") == Some("1"),
        start: start::read(visitor.cx(), known, form)?,
        personal: start::read_personal(form),
        conditions: form.get("visible_if").map(|_| FieldConditions {
            visible_if: word("visible_if"),
            required_if: word("required_if"),
            valid_if: word("valid_if"),
            rule: kit::read(form, RULE),
        }),
    })
}

/// How a field is to be found; a box that was not offered says nothing.
fn found(visitor: &Visitor, (module, name): (&Module, &str), form: &Form) -> [Option<bool>; 2] {
    let Some(field) = module.field(name) else { return [None, None] };
    let [search, sort] = studio::found_by(visitor.cx(), module, field);
    let asked = |found: Findable, name: &str| match found {
        Findable::Free(_) => Some(form.get(name) == Some("1")),
        Findable::Fixed | Findable::Never => form.get(name).map(|sent| sent == "1"),
    };
    [asked(search, "search"), asked(sort, "sort")]
}

fn new(form: &Form) -> NewField {
    let word = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let is_on = |name: &str| form.get(name) == Some("1");
    NewField {
        labels: kit::read(form, LABEL),
        hints: kit::read(form, HINT),
        kind: word("kind"),
        list: word("list"),
        to: form.all("to").map(str::to_owned).collect(),
        scale: word("scale").parse().unwrap_or(2),
        block: word("block"),
        required: is_on("required"),
        search: is_on("search"),
        sort: is_on("sort"),
        may_share: false,
    }
}
