//! Look-ups without script: what was typed into one is resolved when the form is sent.

use std::collections::BTreeMap;

use access::Right;
use catalog::{Field, FieldType, Module};
use kernel::{FieldProblem, Link, RecordId, Result, Value, fold};
use records::Cx;
use ui::fields::Form;

/// Characters of a typed text that are looked at.
const LONGEST: usize = 200;

/// A form whose look-ups are resolved as far as possible.
#[derive(Default)]
pub struct Typed {
    /// The form; what could not be resolved stands in it as it was typed.
    pub form: Form,
    /// Fields whose text fits nothing or several.
    pub problems: Vec<FieldProblem>,
    /// What such a text may mean, by field: code and words.
    pub choices: BTreeMap<String, Vec<(String, String)>>,
}

/// Something a typed text may mean.
struct Meaning {
    code: String,
    title: String,
    note: String,
}

/// Replaces `FIELD.typed`, `FIELD.picked` and `FIELD.cleared` by the value of the field.
pub async fn resolve(cx: &Cx, fields: &[&Field], form: Form) -> Result<Typed> {
    let mut typed = Typed { form, ..Typed::default() };
    let looked_up = |field: &&&Field| {
        matches!(field.kind, FieldType::Link { .. } | FieldType::User)
            && typed.form.holds(&field.name)
    };
    let fields: Vec<&&Field> = fields.iter().filter(looked_up).collect();
    for field in fields {
        one(cx, field, &mut typed).await?;
    }
    Ok(typed)
}

async fn one(cx: &Cx, field: &Field, typed: &mut Typed) -> Result<()> {
    let said = |part: &str| {
        let text = typed.form.get(&format!("{}.{part}", field.name)).unwrap_or_default();
        text.trim().chars().take(LONGEST).collect::<String>()
    };
    let (picked, text, cleared) = (said("picked"), said("typed"), said("cleared"));
    let code = match (picked.is_empty(), text.is_empty()) {
        (false, _) => picked,
        (true, true) if cleared == "1" => String::new(),
        (true, true) => typed.form.get(&field.name).unwrap_or_default().to_owned(),
        (true, false) => match meant(meanings(cx, field, &text).await?, &text) {
            Ok(code) => code,
            Err(several) => {
                let code = if several.is_empty() { "lookup_nothing" } else { "lookup_several" };
                typed.problems.push(FieldProblem::new(&field.name, code).with("value", &text));
                let words = several.into_iter().map(Meaning::choice);
                typed.choices.insert(field.name.clone(), words.collect());
                return Ok(());
            }
        },
    };
    let parts = ["", ".typed", ".picked", ".cleared"].map(|part| format!("{}{part}", field.name));
    typed.form.0.retain(|(name, _)| !parts.contains(name));
    typed.form.0.push((field.name.clone(), code));
    Ok(())
}

/// The only one that fits, or the only one that is called exactly so.
fn meant(all: Vec<Meaning>, text: &str) -> std::result::Result<String, Vec<Meaning>> {
    let wanted = fold(text);
    let is_exact = |one: &&Meaning| fold(&one.title) == wanted || fold(&one.note) == wanted;
    let exact: Vec<&Meaning> = all.iter().filter(is_exact).collect();
    let only = match (exact.as_slice(), all.as_slice()) {
        ([one], _) => Some(*one),
        ([], [one]) => Some(one),
        _ => None,
    };
    only.map(|one| one.code.clone()).ok_or(()).map_err(|()| all)
}

async fn meanings(cx: &Cx, field: &Field, text: &str) -> Result<Vec<Meaning>> {
    let mut all = Vec::new();
    match &field.kind {
        FieldType::Link { to, .. } => {
            let seen = to.iter().filter(|code| cx.actor.rights.may(code, Right::See));
            for module in seen.filter_map(|code| cx.catalog.module(code)) {
                let found = records::lookup(cx, &module.code, text).await?;
                all.extend(found.iter().map(|record| Meaning::of_record(module, record)));
            }
        }
        _ => {
            let wanted = fold(text);
            let fits = |one: &records::Person| {
                fold(&one.name).contains(&wanted) || one.login.contains(&wanted)
            };
            let people = records::owners(cx).await?.into_iter().filter(fits);
            all.extend(people.map(|person| Meaning {
                code: person.id.to_string(),
                title: person.name,
                note: person.login,
            }));
        }
    }
    Ok(all)
}

impl Meaning {
    fn of_record(module: &Module, record: &records::Record) -> Meaning {
        let number = module.number_field().map(|field| record.value(module, &field.name));
        Meaning {
            code: format!("{}:{}", module.code, record.id),
            title: record.title.clone(),
            note: number.map(|value| value.as_text().to_owned()).unwrap_or_default(),
        }
    }

    fn choice(self) -> (String, String) {
        let Meaning { code, title, note } = self;
        (code, if note.is_empty() { title } else { format!("{title} ({note})") })
    }
}

/// Records that a form points to, so that it can name them.
pub fn links<'a>(fields: impl IntoIterator<Item = &'a Field>, form: Option<&Form>) -> Vec<Value> {
    let link = |field: &Field| {
        let FieldType::Link { to, .. } = &field.kind else { return None };
        let (code, id) = form?.get(&field.name)?.split_once(':')?;
        let id: RecordId = id.parse().ok()?;
        to.iter().any(|known| known == code).then(|| Value::Link(Link::new(code, id)))
    };
    fields.into_iter().filter_map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(code: &str, title: &str, note: &str) -> Meaning {
        Meaning { code: code.into(), title: title.into(), note: note.into() }
    }

    #[test]
    fn the_only_or_the_exact_one_is_meant() {
        let all = || vec![meaning("1", "Köhler", "A-1"), meaning("2", "Köhler & Söhne", "A-2")];
        assert_eq!(meant(all(), "KÖHLER").ok().as_deref(), Some("1"));
        assert_eq!(meant(all(), "a-2").ok().as_deref(), Some("2"));
        assert_eq!(meant(all(), "Köh").err().map(|several| several.len()), Some(2));
        assert_eq!(meant(vec![meaning("3", "Vogt", "")], "vo").ok().as_deref(), Some("3"));
        assert_eq!(meant(Vec::new(), "x").err().map(|several| several.len()), Some(0));
    }
}
