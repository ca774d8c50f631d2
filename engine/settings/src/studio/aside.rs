//! What stands around a record as a layout says it: figures in its head, lists beside it.

use std::collections::BTreeMap;

use access::Right;
use catalog::{Field, Layout, Module, RelatedList};
use kernel::Result;
use panel::Choice;
use panel::layout::LayoutList;
use records::Cx;
use social::{ListView, Whose};
use ui::fields::Form;

use super::kit::text;
use present::head::field_label;

/// Figures in the head of records as a layout has them: those that it names, then all others.
pub fn figures(cx: &Cx, module: &Module, layout: &Layout) -> Vec<String> {
    let mut shown: Vec<String> = layout.figures.clone();
    let others = all_figures(cx, module).into_iter();
    let others: Vec<String> = others.filter(|name| !shown.contains(name)).collect();
    shown.extend(others.into_iter().filter(|name| !layout.unfigured.contains(name)));
    shown
}

/// Figures that other modules show at records of this one.
fn all_figures(cx: &Cx, module: &Module) -> Vec<String> {
    let modules = cx.catalog.modules().iter().filter(|other| !cx.catalog.is_off(&other.code));
    let of = |other: &Module| -> Vec<String> {
        let points_here = |name: &String| {
            other.field(name).is_some_and(|field| field.kind.leads_to(&module.code))
        };
        let figures = other.figures.iter().filter(|figure| figure.on.iter().any(points_here));
        figures.map(|figure| format!("{}.{}", other.code, figure.name)).collect()
    };
    modules.flat_map(|other| of(other)).collect()
}

/// What a figure is called.
pub fn figure_label(cx: &Cx, name: &str) -> String {
    let Some((module, figure)) = name.split_once('.') else { return name.to_owned() };
    cx.text(&format!("{module}.figure.{figure}")).to_owned()
}

/// Figures that were chosen, and those that were not; who leaves all as it is says nothing.
pub fn read_figures(
    cx: &Cx,
    module: &Module,
    standing: &Layout,
    chosen: &[String],
) -> (Vec<String>, Vec<String>) {
    let all = all_figures(cx, module);
    let chosen: Vec<String> = chosen.iter().filter(|name| all.contains(name)).cloned().collect();
    if chosen == figures(cx, module, standing) {
        return (standing.figures.clone(), standing.unfigured.clone());
    }
    let others = all.into_iter().filter(|name| !chosen.contains(name)).collect();
    (chosen, others)
}

/// Lists beside a record that are shown, with what can be said of each.
pub async fn lists(cx: &Cx, module: &Module, draft: &Layout) -> Result<Vec<LayoutList>> {
    let views = social::all_views(cx).await?;
    let shown = draft.related.iter().filter_map(|name| list_of(module, name));
    let line = |list: &RelatedList| {
        let other = cx.catalog.module(&list.module)?;
        if !cx.actor.rights.may(&other.code, Right::See) {
            return None;
        }
        let chosen = draft.views.get(&list.name).map(String::as_str).unwrap_or_default();
        let choice =
            |value: String, label: String, now: &str| Choice { is_on: value == now, value, label };
        let own = views.iter().filter(|view| view.module == list.module && is_everybodys(view));
        let own = own.map(|view| choice(view.id.to_string(), view.name.clone(), chosen));
        let all = choice(String::new(), text(cx, "layout_view_all"), chosen);
        let says = draft.columns.get(&list.name).unwrap_or(&other.brief);
        let column = |at: usize| {
            let now = says.get(at).map(String::as_str).unwrap_or_default();
            let none = choice(String::new(), "–".to_owned(), now);
            let fields = other.fields.iter().filter(|field| may_be_said(field));
            let fields =
                fields.map(|f| choice(f.name.clone(), field_label(cx, other, &f.name), now));
            std::iter::once(none).chain(fields).collect()
        };
        Some(LayoutList {
            name: list.name.clone(),
            label: cx.text(&list.label_key(&module.code)).to_owned(),
            views: std::iter::once(all).chain(own).collect(),
            columns: (0..Layout::COLUMNS).map(column).collect(),
        })
    };
    Ok(shown.filter_map(line).collect())
}

/// Whether everybody has a view.
fn is_everybodys(view: &ListView) -> bool {
    matches!(view.whose, Whose::Shipped | Whose::Everybody)
}

/// Whether a field says something in a line.
fn may_be_said(field: &Field) -> bool {
    use catalog::FieldType::{File, Image, LongText, RichText};
    !matches!(field.kind, LongText | RichText | File | Image)
}

fn list_of<'a>(module: &'a Module, name: &str) -> Option<&'a RelatedList> {
    module.related.iter().find(|list| list.name == name)
}

/// Pairs of a list and what was chosen of it, in the order in which they were sent.
fn pairs<'a>(form: &'a Form, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    form.all(name).filter_map(|sent| sent.split_once(':'))
}

/// Fields that say what records of lists are; those that their module says anyway are not said.
pub fn read_columns(cx: &Cx, module: &Module, form: &Form) -> BTreeMap<String, Vec<String>> {
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (list, field) in pairs(form, "related_column").filter(|(_, field)| !field.is_empty()) {
        let said = columns.entry(list.to_owned()).or_default();
        if !said.iter().any(|known| known == field) {
            said.push(field.to_owned());
        }
    }
    columns.retain(|list, said| {
        let other = list_of(module, list).and_then(|list| cx.catalog.module(&list.module));
        let other = other.filter(|other| said.iter().all(|name| other.field(name).is_some()));
        other.is_some_and(|other| other.brief != *said)
    });
    columns
}

/// Views in which lists are shown to whoever chose none.
pub fn read_views(module: &Module, form: &Form) -> BTreeMap<String, String> {
    let chosen = pairs(form, "related_view").filter(|(_, view)| !view.is_empty());
    let chosen = chosen.filter(|(list, _)| list_of(module, list).is_some());
    chosen.map(|(list, view)| (list.to_owned(), view.to_owned())).collect()
}
