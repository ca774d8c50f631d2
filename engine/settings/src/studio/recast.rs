//! Another type for a field: looked at first, with what it cannot hold, then done.

use std::collections::BTreeSet;

use access::Right;
use axum::extract::{Path, State};
use catalog::{Field, FieldType, Module};
use kernel::{Error, Result};
use panel as view;
use records::Cx;
use studio::{NewType, Replacement};
use transfer::Recast;
use ui::fields::Form;

use super::field::list_label;
use super::kit::{self, fill, text};
use crate::kit::{self as house, Again, Fields};
use present::head::field_label;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /settings/modules/{code}/fields/{name}/type`
pub async fn ask(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((code, name)): Path<(String, String)>,
) -> Answer {
    show(&visitor, (&code, &name), (None, None)).await
}

/// A field that can be given another type.
fn known<'a>(cx: &Cx, module: &'a Module, name: &str) -> Result<&'a Field> {
    cx.actor.rights.demand_administrator()?;
    let field = module.field(name).filter(|field| !studio::castable(field).is_empty());
    field.ok_or(Error::NotFound)
}

async fn show(
    visitor: &Visitor,
    (code, name): (&str, &str),
    (again, looked): (Option<Again>, Option<Looked>),
) -> Answer {
    let cx = visitor.cx();
    let module = cx.module(code).for_(visitor)?;
    let field = known(cx, &module, name).for_(visitor)?;
    let label = field_label(cx, &module, name);
    let title = fill(cx, "recast_title", &[("field", &label)]);
    let at = kit::at(&module);
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let kinds = studio::castable(field).into_iter();
    let kinds = kinds.map(|word| (word.to_owned(), kit::kind(cx, word)));
    let choose = (String::new(), cx.text("ui.field.choose").to_owned());
    let lists: BTreeSet<&String> = cx.catalog.picklists().keys().collect();
    let lists = lists.into_iter().map(|list| (list.clone(), list_label(cx, list)));
    let scales = (0..=6).map(|n| (n.to_string(), n.to_string()));
    let held = vec![
        fields.select("kind", field.kind.word(), kinds),
        fields.select("list", "", std::iter::once(choose).chain(lists)),
        fields.select("scale", "2", scales),
    ];
    let mut groups = vec![(text(cx, "held"), held)];
    let here = format!("{at}/fields/{name}/type");
    let look = (text(cx, "recast_look"), here.clone());
    let is_limited = cx.actor.scope.owners(code).is_some();
    // What was looked at is what the enter key does.
    let ((submit, action), other) = match &looked {
        Some(looked) => {
            let mut told = vec![seen(cx, (field, looked.stays, is_limited), &looked.recast)];
            told.extend(goes_along(cx, &looked.with));
            groups.push((text(cx, "recast_seen"), told));
            ((text(cx, "recast_verb"), format!("{here}/do")), Some(look))
        }
        None => (look, None),
    };
    let mut steps = kit::steps(cx, Some(&module));
    steps.push((label, format!("{at}/fields/{name}")));
    let page = view::FormPage {
        frame: view::Frame {
            about: text(cx, "recast_about"),
            ..kit::below(&title, &steps, again.as_ref())
        },
        back: format!("{at}/fields/{name}"),
        action,
        groups,
        submit,
        other,
        ..view::FormPage::default()
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

/// What was looked at before a change.
struct Looked {
    /// Whether values stay where they are.
    stays: bool,
    recast: Recast,
    /// The field that would take the place, where values do not stay.
    with: Replacement,
}

/// What would be said of the new field instead, and what would stay with the old one.
fn goes_along(cx: &Cx, with: &Replacement) -> Vec<view::Control> {
    let named = |fields: &[(String, String)]| {
        let named = fields.iter().filter_map(|(code, name)| {
            let module = cx.catalog.module(code)?;
            Some(format!("{} ({})", field_label(cx, module, name), kit::many(cx, module)))
        });
        named.collect::<Vec<_>>().join(", ")
    };
    let told = [("gone", "recast_gone", &with.gone), ("left", "recast_left", &with.left)];
    let told = told.into_iter().filter(|(.., fields)| !fields.is_empty());
    told.map(|(name, key, fields)| view::Control {
        name,
        label: text(cx, key),
        kind: view::Kind::Fixed(named(fields)),
        ..view::Control::default()
    })
    .collect()
}

/// What would become of the values, in words.
fn seen(
    cx: &Cx,
    (field, stays, is_limited): (&Field, bool, bool),
    recast: &Recast,
) -> view::Control {
    let n = |n: u64| n.to_string();
    let (all, kept, lost) = (n(recast.values), n(recast.values - recast.lost), n(recast.lost));
    let key = match (recast.values, recast.lost, stays) {
        (0, ..) => "recast_none",
        (_, 0, true) => "recast_stay",
        (_, 0, false) => "recast_all",
        (_, _, true) => "recast_stay_some",
        (_, _, false) => "recast_some",
    };
    let mut said = fill(cx, key, &[("all", &all), ("kept", &kept), ("lost", &lost)]);
    if !recast.is_whole {
        said = format!("{said} {}", text(cx, "recast_more"));
    }
    if field.kind == FieldType::RichText && recast.lost < recast.values {
        said = format!("{said} {}", text(cx, "recast_format"));
    }
    if is_limited {
        said = format!("{said} {}", text(cx, "recast_reach"));
    }
    let examples = recast.examples.iter().map(|(_, title, text)| format!("„{text}“ ({title})"));
    let examples: Vec<String> = examples.collect();
    view::Control {
        name: "seen",
        label: text(cx, "recast_values"),
        hint: (!examples.is_empty()).then(|| examples.join(", ")),
        kind: view::Kind::Fixed(said),
        ..view::Control::default()
    }
}

fn read(form: &Form) -> NewType {
    let word = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let chooses = word("kind").ends_with("picklist");
    NewType {
        kind: word("kind"),
        list: if chooses { word("list") } else { String::new() },
        scale: word("scale").parse().unwrap_or(2),
    }
}

/// `POST /settings/modules/{code}/fields/{name}/type`: looks at what would become of the values.
pub async fn look(
    State(_): State<WebState>,
    Path((code, name)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let looked = async {
        let (field, stays) = studio::recast_as(cx, &code, &name, &read(&form))?;
        let recast = transfer::would_recast(cx, &code, &name, &field).await?;
        let with = match stays {
            true => Replacement::default(),
            false => studio::replacement(cx, &code, &name, &read(&form))?,
        };
        Ok(Looked { stays, recast, with })
    };
    match looked.await {
        Ok(looked) => show(&visitor, (&code, &name), (Some(Again::kept(form)), Some(looked))).await,
        Err(error) => refused(&visitor, (&code, &name), error, form).await,
    }
}

/// `POST /settings/modules/{code}/fields/{name}/type/do`
pub async fn change(
    State(state): State<WebState>,
    Path((code, name)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    match change_type(&state, cx, (&code, &name), &read(&form)).await {
        Ok(to) => Ok(redirect(&to, Some(&Flash::done("studio_saved")))),
        Err(error) => refused(&visitor, (&code, &name), error, form).await,
    }
}

/// Does it; gives the address that follows: the run that takes the values over, or the field.
async fn change_type(
    state: &WebState,
    cx: &Cx,
    (code, name): (&str, &str),
    to: &NewType,
) -> Result<String> {
    let at = format!("{}/{code}/fields", kit::MODULES);
    if studio::recast_as(cx, code, name, to)?.1 {
        studio::retype(cx, code, name, to).await?;
        return Ok(format!("{at}/{name}"));
    }
    // Values are taken over by writing them out and bringing them in; whoever may not do that
    // would leave the new field empty.
    for right in [Right::Export, Right::Import, Right::Edit] {
        cx.actor.rights.demand(code, right)?;
    }
    let with = studio::replacement(cx, code, name, to)?;
    let new = with.name.clone();
    identity::limit_alike(cx, code, (name, &new)).await?;
    studio::replace(cx, with).await?;
    // The catalog of the request knows nothing of the new field yet.
    let cx = cx.renewed();
    let module = cx.module(code)?;
    let run = transfer::recast(&cx, &state.files, code, (name, &new)).await?;
    Ok(format!("/{}/import/runs/{run}", module.plural))
}

async fn refused(visitor: &Visitor, at: (&str, &str), error: Error, form: Form) -> Answer {
    let again = Again::of(visitor, error, form)?;
    show(visitor, at, (Some(again), None)).await
}
