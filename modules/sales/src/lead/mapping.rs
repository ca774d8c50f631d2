//! Which field of a lead becomes which field of what it is converted into.

use catalog::Module;
use kernel::{Entry, Value};
use records::Input;

/// Pairs for the organisation.
pub const ACCOUNT: [(&str, &str); 9] = [
    ("company", "name"),
    ("industry", "industry"),
    ("phone", "phone"),
    ("email", "email"),
    ("website", "website"),
    ("address", "address"),
    ("employees", "employees"),
    ("annual_revenue", "annual_revenue"),
    ("owner", "owner"),
];

/// Pairs for the contact.
pub const CONTACT: [(&str, &str); 11] = [
    ("salutation", "salutation"),
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("job_title", "job_title"),
    ("phone", "phone"),
    ("email", "email"),
    ("address", "address"),
    ("lead_source", "lead_source"),
    ("email_opt_out", "email_opt_out"),
    ("description", "description"),
    ("owner", "owner"),
];

/// Pairs for the opportunity.
pub const OPPORTUNITY: [(&str, &str); 3] =
    [("lead_source", "lead_source"), ("description", "description"), ("owner", "owner")];

/// What a new record gets from a lead; labels that it does not know become its first one.
pub fn input(lead: &Module, values: &[Value], target: &Module, pairs: &[(&str, &str)]) -> Input {
    let pairs = pairs.iter().filter_map(|(from, to)| {
        let value = &values[lead.position(from)?];
        let field = target.field(to)?;
        let fitting = match value {
            Value::Empty => return None,
            Value::Several(entries) => Value::Several(relabelled(entries, &field.labels)),
            other => other.clone(),
        };
        Some((*to, fitting))
    });
    Input::of(pairs.collect::<Vec<_>>())
}

fn relabelled(entries: &[Entry], labels: &[String]) -> Vec<Entry> {
    let known = |entry: &Entry| match labels.first() {
        Some(first) if !labels.contains(&entry.label) => {
            Entry { label: first.clone(), ..entry.clone() }
        }
        Some(_) | None => entry.clone(),
    };
    entries.iter().map(known).collect()
}
