//! Where values of the fields of one module go.

use axum::extract::{Path, State};
use catalog::{AliasField, Field, Module};
use kernel::Error;
use moving::{FieldGoes, Goes, PlanField, PlanModule, PlanValue, ValueGoes};
use panel::moving::{ChoiceRow, ChoiceTable, PlanPage};
use records::Cx;

use super::home::{PATH, TEXTS};
use super::plan::{answers, choice, frame};
use crate::kit::{self, Again};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Choices of all values of a field at most.
const OFFERED: usize = 5_000;

/// `GET /settings/moving/modules/{name}`
pub async fn fields(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Answer {
    show(&visitor, &name, None).await
}

/// `POST /settings/moving/modules/{name}`
pub async fn save_fields(
    State(_): State<WebState>,
    Path(name): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    match moving::change_fields(visitor.cx(), &name, &answers(&form)).await {
        Ok(()) => {
            let at = format!("{PATH}/modules/{name}");
            Ok(redirect(&at, Some(&Flash::done("moving_saved"))))
        }
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, &name, Some(again)).await
        }
    }
}

async fn show(visitor: &Visitor, name: &str, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let plan = moving::plan(cx).await.for_(visitor)?;
    let module = plan.module(name).ok_or(Error::NotFound).for_(visitor)?;
    let again = again.as_ref();
    let here = Here::of(cx, module);
    let mut frame = frame(cx, &module.label, again);
    frame.about = cx.text("ui.moving.fields_about").to_owned();
    frame.steps.push((cx.text("ui.moving.plan").to_owned(), format!("{PATH}/plan")));
    let page = PlanPage {
        frame,
        action: format!("{PATH}/modules/{name}"),
        tables: vec![ChoiceTable {
            title: cx.text("ui.moving.fields").to_owned(),
            columns: ["there", "here"].map(|key| cx.text(&format!("{TEXTS}.{key}")).to_owned()),
            rows: module.fields.iter().map(|field| here.row(field)).collect(),
        }],
        controls: Vec::new(),
        back: format!("{PATH}/plan"),
    };
    kit::answer(visitor, (Again::status(again), &module.label), |reader| {
        panel::moving::plan(reader, &page)
    })
    .await
}

/// What values can go to.
struct Here<'a> {
    cx: &'a Cx,
    module: Option<&'a Module>,
    /// Places, each with its words.
    places: Vec<(String, String)>,
}

impl<'a> Here<'a> {
    fn of(cx: &'a Cx, there: &PlanModule) -> Self {
        let module = match &there.goes {
            Goes::To(code) => cx.catalog.module(code).map(|module| &**module),
            Goes::Leave | Goes::New => None,
        };
        let places = match module {
            Some(module) => {
                let open = module.fields.iter().filter(|f| f.is_editable() && f.system.is_none());
                open.flat_map(|field| places(cx, module, field)).collect()
            }
            None => ["name", "owner"].map(|place| (place.into(), word(cx, place))).into(),
        };
        Here { cx, module, places }
    }

    fn row(&self, field: &PlanField) -> ChoiceRow {
        let text = |key: &str| self.cx.text(&format!("{TEXTS}.{key}")).to_owned();
        let mut choices =
            vec![choice("leave".into(), text("leave"), field.goes == FieldGoes::Leave)];
        if field.new_kind().is_some() {
            choices.push(choice("new".into(), text("new_field"), field.goes == FieldGoes::New));
        }
        choices.extend(self.places.iter().map(|(place, label)| {
            let is_on = field.goes == FieldGoes::To(place.clone());
            choice(format!("to:{place}"), label.clone(), is_on)
        }));
        let values = (0..).zip(&field.values).map(|(at, value)| self.value(field, (at, value)));
        let n = field.values.len().to_string();
        let texts = self.cx.catalog.texts();
        let words = texts.fill(self.cx.locale.language, "ui.moving.values", &[("n", &n)]);
        let has_values = !field.values.is_empty() && field.goes != FieldGoes::Leave;
        ChoiceRow {
            name: format!("f.{}", field.name),
            label: field.label.clone(),
            about: format!("{} · {}", field.name, field.kind),
            way: None,
            choices,
            inner: has_values.then(|| (words, values.collect())),
        }
    }

    fn value(&self, field: &PlanField, (at, value): (usize, &PlanValue)) -> ChoiceRow {
        let text = |key: &str| self.cx.text(&format!("{TEXTS}.{key}")).to_owned();
        let mut choices = vec![
            choice("leave".into(), text("leave"), value.goes == ValueGoes::Leave),
            choice("new".into(), text("new_value"), value.goes == ValueGoes::New),
        ];
        let codes = self.codes(field);
        // Of very long lists each value offers what it means already, so that the page stays one.
        let is_long = codes.len() * field.values.len() > OFFERED;
        choices.extend(codes.into_iter().filter_map(|(code, label)| {
            let is_on = value.goes == ValueGoes::To(code.clone());
            (is_on || !is_long).then(|| choice(format!("to:{code}"), label, is_on))
        }));
        ChoiceRow {
            name: format!("v.{}.{at}", field.name),
            label: value.label.clone(),
            choices,
            ..ChoiceRow::default()
        }
    }

    /// Values of the list here that a field chooses from, each with its words.
    fn codes(&self, field: &PlanField) -> Vec<(String, String)> {
        let FieldGoes::To(place) = &field.goes else { return Vec::new() };
        let name = place.split('.').next().unwrap_or_default();
        let known = self.module.and_then(|module| module.field(name));
        let Some(list) = known.and_then(|known| known.kind.list()) else { return Vec::new() };
        let values = self.cx.catalog.picklist(list).into_iter().flat_map(|list| &list.values);
        let word = |code: &str| self.cx.text(&format!("picklist.{list}.{code}")).to_owned();
        values.map(|value| (value.code.clone(), word(&value.code))).collect()
    }
}

fn word(cx: &Cx, of: &str) -> String {
    cx.text(&format!("studio.word.{of}")).to_owned()
}

/// A field, its labelled values and their parts.
fn places(cx: &Cx, module: &Module, field: &Field) -> Vec<(String, String)> {
    use catalog::FieldType::{Address, File, Image};
    if matches!(field.kind, File | Image) {
        return Vec::new();
    }
    let label = cx.text(&module.key("field", &field.name)).to_owned();
    let parts = AliasField::parts(&field.kind);
    let whole = Some(None).filter(|_| field.kind != Address);
    let parts: Vec<Option<&str>> =
        whole.into_iter().chain(parts.iter().copied().map(Some)).collect();
    let labels: Vec<Option<&str>> = match field.labels.is_empty() {
        true => vec![None],
        false => field.labels.iter().map(|label| Some(label.as_str())).collect(),
    };
    let mut places = Vec::new();
    for of in &labels {
        for part in &parts {
            let place = [Some(field.name.as_str()), *of, *part];
            let place: Vec<&str> = place.into_iter().flatten().collect();
            let mut words = label.clone();
            if let Some(of) = of {
                words.push_str(&format!(" ({})", cx.text(&format!("label.{of}"))));
            }
            if let Some(part) = part {
                let texts = cx.catalog.texts();
                let said = texts.find(cx.locale.language, &format!("part.{part}")).unwrap_or(part);
                words.push_str(&format!(": {said}"));
            }
            places.push((place.join("."), words));
        }
    }
    places
}
