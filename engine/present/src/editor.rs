//! The page model of the editor of a view.

use access::{Area, FieldRight, Right};
use catalog::filter::{FilterError, Group, Part, Place};
use catalog::{Field, FieldType, Module};
use kernel::{Address, FieldProblem, Value};
use records::Cx;
use sheets::conditions as view;
use social::ListView;
use ui::views::shell::Density;

use crate::asked::{Drawn, pointed};
use crate::list_state::ListState;
use crate::{errors, head};

/// Names under which the form sends the fields that it is sorted by.
pub const SORTS: [&str; records::SORTS] = ["sort0", "sort1", "sort2"];

/// What is edited.
pub enum Draft {
    /// Groups, with what does not fit in them.
    Groups(Group, Vec<(Place, FilterError)>),
    /// Text of the filter language.
    Text(String),
}

/// Everything the editor is made of.
pub struct Material<'a> {
    /// The module.
    pub module: &'a Module,
    /// The list that is edited.
    pub state: &'a ListState,
    /// The view that is shown.
    pub shown: Option<&'a ListView>,
    /// What is asked.
    pub draft: &'a Draft,
    /// Problems of the form, by field.
    pub problems: &'a [FieldProblem],
    /// What was sent.
    pub form: &'a ui::fields::Form,
}

/// The address of the editor for a state.
pub fn address(module: &Module, state: &ListState) -> String {
    let base = format!("/{}/views/edit", module.plural);
    ListState { base, cursor: None, ..state.clone() }.changed(module, |_| {})
}

/// Paths that can be asked about: the module's own, then those of each record it links to.
pub fn paths(cx: &Cx, module: &Module) -> Vec<(String, Vec<(String, String)>)> {
    let mut all = vec![(String::new(), inside(cx, module, ""))];
    for field in module.fields.iter().filter(|field| seen(cx, module, field)) {
        let FieldType::Link { to, .. } = &field.kind else { continue };
        let [target] = to.as_slice() else { continue };
        let target = cx.catalog.module(target).filter(|m| cx.actor.rights.may(&m.code, Right::See));
        let Some(target) = target else { continue };
        let label = head::field_label(cx, module, &field.name);
        all.push((label, inside(cx, target, &format!("{}.", field.name))));
    }
    all
}

fn inside(cx: &Cx, module: &Module, before: &str) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for field in module.fields.iter().filter(|field| seen(cx, module, field)) {
        let label = head::field_label(cx, module, &field.name);
        let parts: &[&str] = match field.kind {
            FieldType::File | FieldType::Image | FieldType::Lines { .. } => continue,
            FieldType::Address => &Address::PARTS,
            FieldType::Money => &["currency"],
            _ => &[],
        };
        paths.push((format!("{before}{}", field.name), label.clone()));
        paths.extend(parts.iter().map(|part| {
            let key = format!("ui.address.{part}");
            let said = cx.text(if *part == "currency" { "view.currency" } else { &key });
            (format!("{before}{}.{part}", field.name), format!("{label}: {said}"))
        }));
    }
    paths
}

fn seen(cx: &Cx, module: &Module, field: &Field) -> bool {
    cx.actor.rights.field(&module.code, &field.name) != FieldRight::Hidden
}

/// Records and people that the conditions name, so that the page can name them too.
pub fn values(cx: &Cx, module: &Module, group: &Group) -> Vec<Value> {
    let of_part = |part: &Part| match part {
        Part::Group(inner) => values(cx, module, inner),
        Part::Asked(asked) => match records::linked::path(cx, module, &asked.path) {
            Some(path) => asked.values.iter().filter_map(|v| pointed(&path.kind, v)).collect(),
            None => Vec::new(),
        },
    };
    group.parts.iter().flat_map(of_part).collect()
}

/// Makes the page model; what is found is drawn apart.
pub fn page(cx: &Cx, reader: ui::Cx<'_>, material: &Material<'_>) -> view::Editor {
    let Material { module, state, shown, draft, problems, form } = *material;
    let list = format!("/{}", module.plural);
    let back = form.get("back").filter(|back| back.starts_with(&list)).map(str::to_owned);
    let back = back.unwrap_or_else(|| state.href(module));
    let mut carried = state.pairs(module);
    carried.retain(|(name, _)| !["filter", "sort", "rows", "density"].contains(&name.as_str()));
    carried.push(("back".into(), back.clone()));
    carried.push(("q".into(), state.search.clone()));
    let is_elsewhere = |field: &str| field == "name" || field.starts_with("look.");
    let rest = problems.iter().find(|problem| !is_elsewhere(&problem.field));
    view::Editor {
        module: head::module(cx, module),
        title: cx.text("view.title").to_owned(),
        action: format!("/{}/views/edit", module.plural),
        back,
        carried,
        asked: match draft {
            Draft::Text(text) => view::Conditions::Text(text.clone()),
            Draft::Groups(group, wrong) => {
                let drawn = Drawn { cx, reader, module, wrong, problems };
                view::Conditions::Groups(drawn.group(group, &[]))
            }
        },
        paths: paths(cx, module),
        looks: looks(cx, module, state),
        problem: rest.and_then(|problem| said(cx, problems, &problem.field)),
        preview: None,
        keep: keep(cx, (shown, problems), form),
        focus: None,
    }
}

/// The sentence of a problem at a field of the form.
fn said(cx: &Cx, problems: &[FieldProblem], field: &str) -> Option<String> {
    let problem = problems.iter().find(|problem| problem.field == field)?;
    let label = cx.text(&format!("web.input.{field}")).to_owned();
    let reader = errors::Reader { catalog: &cx.catalog, locale: &cx.locale };
    Some(errors::sentence(&reader, &label, problem))
}

fn keep(
    cx: &Cx,
    (shown, problems): (Option<&ListView>, &[FieldProblem]),
    form: &ui::fields::Form,
) -> view::Keep {
    let may_replace = shown.is_some_and(|view| social::may_change(cx, view));
    let name = shown.filter(|_| may_replace).map(|view| view.name.clone()).unwrap_or_default();
    let is_on = |name: &str, usual: bool| match form.get("back") {
        Some(_) => form.get(name) == Some("1"),
        None => usual,
    };
    let is_shared = shown.is_some_and(|view| view.whose == social::Whose::Everybody);
    view::Keep {
        name: form.get("name").map_or(name, str::to_owned),
        problem: said(cx, problems, "name"),
        replace: may_replace.then(|| is_on("replace", true)),
        share: cx.actor.rights.may_set(Area::Views).then(|| is_on("share", is_shared)),
    }
}

/// How rows are sorted, how many a page has, and how high they are.
fn looks(cx: &Cx, module: &Module, state: &ListState) -> Vec<view::Choice> {
    let sorts: Vec<&str> = state.sort.split(',').collect();
    let none = (String::new(), cx.text("view.sort_none").to_owned());
    let title = ("title".to_owned(), cx.text("web.list.title").to_owned());
    let fields = module.fields.iter().filter(|field| field.sort && seen(cx, module, field));
    let fields = fields.map(|f| (f.name.clone(), head::field_label(cx, module, &f.name)));
    let (up, down) = (cx.text("view.sort_up"), cx.text("view.sort_down"));
    let both = |(name, label): (String, String)| {
        [(name.clone(), format!("{label} {up}")), (format!("-{name}"), format!("{label} {down}"))]
    };
    let offered: Vec<(String, String)> =
        std::iter::once(none).chain(std::iter::once(title).chain(fields).flat_map(both)).collect();
    let mut looks: Vec<view::Choice> = Vec::new();
    for (n, name) in SORTS.into_iter().enumerate() {
        looks.push(view::Choice {
            name,
            label: cx.text(if n == 0 { "view.sort_first" } else { "view.sort_then" }).to_owned(),
            options: offered.clone(),
            chosen: sorts.get(n).copied().unwrap_or_default().to_owned(),
        });
    }
    let rows = social::ROWS.map(|n| (n.to_string(), n.to_string()));
    looks.push(view::Choice {
        name: "rows",
        label: cx.text("view.rows").to_owned(),
        options: rows.into(),
        chosen: state.rows().to_string(),
    });
    let own = (String::new(), cx.text("view.density_own").to_owned());
    let heights = Density::ALL.map(|density| {
        let key = format!("ui.me.density_{}", density.code());
        (density.code().to_owned(), cx.text(&key).to_owned())
    });
    looks.push(view::Choice {
        name: "density",
        label: cx.text("ui.me.density").to_owned(),
        options: std::iter::once(own).chain(heights).collect(),
        chosen: state.density.clone().unwrap_or_default(),
    });
    looks
}
