//! A condition that is added to a list from its bar.

use catalog::Module;
use catalog::filter::{self, Filter};
use kernel::Error;
use records::Cx;
use ui::fields::Form;
use ui::views::list as view;

use crate::columns::readable;
use crate::list_state::ListState;
use crate::{bare, head};

/// Fields that can be asked for, and the chosen one.
pub fn editor<'a>(cx: &Cx, module: &'a Module, query: &Form) -> view::FilterEditor<'a> {
    let asked = module
        .fields
        .iter()
        .filter(|field| readable(cx, module, field))
        .filter(|field| field.kind.fits_a_cell());
    let fields = asked.map(|f| (f.name.clone(), head::field_label(cx, module, &f.name)));
    let chosen = query.get("filter_field").and_then(|name| module.field(name));
    view::FilterEditor {
        fields: fields.collect(),
        field: chosen.filter(|field| readable(cx, module, field)),
    }
}

/// The condition that the form of the filter row describes, added to what is there.
pub fn with_new_condition(
    cx: &Cx,
    module: &Module,
    state: &ListState,
    query: &Form,
) -> Result<Option<String>, Error> {
    let (Some(field), Some(operator)) = (query.get("filter_field"), query.get("filter_operator"))
    else {
        return Ok(None);
    };
    let typed = query.all("filter_value").map(str::trim);
    let values = values(cx, module, (field, &typed.collect::<Vec<_>>()))?;
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let made = filter::condition(&cx.catalog, module, (field, operator), &values);
    let made = made.map_err(Error::from)?;
    let filter = match state.filter.trim() {
        "" => made.to_string(),
        present => match filter::parse(&cx.catalog, module, present) {
            Ok(Filter::Or(_)) => format!("({present}) and {made}"),
            _ => format!("{present} and {made}"),
        },
    };
    Ok(Some(state.changed(module, |state| state.filter = filter)))
}

/// What was typed, as the language writes it.
fn values(cx: &Cx, module: &Module, (field, typed): (&str, &[&str])) -> Result<Vec<String>, Error> {
    let Some(path) = records::linked::path(cx, module, field) else {
        return Ok(typed.iter().map(|value| (*value).to_owned()).collect());
    };
    let mut all = typed.iter();
    match all.find_map(|value| bare::problem(cx, &path.kind, (field, value))) {
        Some(problem) => Err(Error::Invalid(vec![problem])),
        None => Ok(typed.iter().map(|value| bare::written(cx, &path.kind, value)).collect()),
    }
}
