//! What counts in the books stays as it is once its period is closed (§ 146 para. 4 AO, GoBD).

use kernel::{Date, Error, FieldProblem, Link, Result, Value};
use records::follow::Moved;
use records::{Behavior, Record, Work};

/// What of a record stands in the books: in which stages, on which day, with which values.
struct Entry {
    module: &'static str,
    stages: &'static [&'static str],
    day: &'static str,
    values: &'static [&'static str],
}

/// What was issued says nothing else later on (`locked_after`), so only that it is counts here.
const ISSUED: &[&str] = &["issued", "partly_paid", "paid", "cancelled"];

const ENTRIES: [Entry; 8] = [
    Entry { module: "invoice", stages: ISSUED, day: "invoice_date", values: &[] },
    Entry { module: "credit_note", stages: ISSUED, day: "invoice_date", values: &[] },
    Entry { module: "cancellation", stages: ISSUED, day: "invoice_date", values: &[] },
    Entry {
        module: "delivery_note",
        stages: &["delivered", "cancelled"],
        day: "delivered_on",
        values: &[],
    },
    Entry {
        module: "dunning_letter",
        stages: &["approved", "sent"],
        day: "letter_date",
        values: &[],
    },
    Entry {
        module: "payment",
        stages: &["booked"],
        day: "paid_on",
        values: &["amount", "method", "account", "lines"],
    },
    Entry {
        module: "incoming_invoice",
        stages: &["approved", "paid"],
        day: "invoice_date",
        values: &[],
    },
    Entry { module: "incoming_invoice", stages: &["paid"], day: "paid_on", values: &[] },
];

/// Documents and payments in a closed period stay as they are, and none is added there.
#[must_use]
pub fn behaviors() -> Vec<Behavior> {
    vec![
        Behavior::of("invoice").follow(|work, moved| closed_stays(work, ("invoice", moved))),
        Behavior::of("credit_note")
            .follow(|work, moved| closed_stays(work, ("credit_note", moved))),
        Behavior::of("cancellation")
            .follow(|work, moved| closed_stays(work, ("cancellation", moved))),
        Behavior::of("delivery_note")
            .follow(|work, moved| closed_stays(work, ("delivery_note", moved))),
        Behavior::of("dunning_letter")
            .follow(|work, moved| closed_stays(work, ("dunning_letter", moved))),
        Behavior::of("payment").follow(|work, moved| closed_stays(work, ("payment", moved))),
        Behavior::of("incoming_invoice")
            .follow(|work, moved| closed_stays(work, ("incoming_invoice", moved))),
    ]
}

/// Refuses what would change what is in the books in a closed period.
///
/// # Errors
/// `Invalid` at the day that lies in it.
fn closed_stays(work: &mut Work<'_, '_>, (module, moved): (&str, Moved<'_>)) -> Result<()> {
    let mut problems = Vec::new();
    for entry in ENTRIES.iter().filter(|entry| entry.module == module) {
        let (before, after) = (entry.of(work, moved.before()), entry.of(work, moved.after()));
        if before == after {
            continue;
        }
        for booked in [before, after].into_iter().flatten() {
            problems.extend(in_closed(work, entry, &booked)?);
        }
    }
    problems.dedup();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// A record as it stands in the books.
#[derive(PartialEq)]
struct Booked {
    company: Link,
    day: Date,
    values: Vec<Value>,
}

impl Entry {
    fn of(&self, work: &Work<'_, '_>, record: Option<&Record>) -> Option<Booked> {
        let record = record?;
        let module = work.cx.catalog.module(self.module)?;
        let value = |name: &str| record.value(module, name);
        let counts = self.stages.contains(&value("stage").as_text());
        let (Value::Link(company), Value::Date(day)) = (value("company"), value(self.day)) else {
            return None;
        };
        let values = self.values.iter().map(|name| value(name).clone()).collect();
        counts.then(|| Booked { company: company.clone(), day: *day, values })
    }
}

/// The company is held, so that nobody closes the period while something is booked in it.
fn in_closed(
    work: &mut Work<'_, '_>,
    entry: &Entry,
    booked: &Booked,
) -> Result<Option<FieldProblem>> {
    let module = work.cx.module(&booked.company.module)?;
    let company = work.hold(&booked.company, "what is booked asks which period is closed")?;
    let closed = company.map(|company| company.value(&module, "closed_until").clone());
    let Some(Value::Date(closed)) = closed else { return Ok(None) };
    let problem = || FieldProblem::new(entry.day, "period_closed").with("day", closed);
    Ok((booked.day <= closed).then(problem))
}
