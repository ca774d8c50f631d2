//! What the modules of the library do.

use kernel::{Error, FieldProblem, Result, Value};
use records::{Answers, Draft, Event, Record, Work};

pub fn name_is_trimmed(draft: &mut Draft) {
    let name = draft.value("name").as_text().trim_end_matches('.').to_owned();
    draft.set("name", Value::text(&name));
}

/// Counts after the name was trimmed, because rules run in listed order.
pub fn words_are_counted(draft: &mut Draft) {
    let words = draft.value("name").as_text().split_whitespace().count();
    draft.set("n_words", Value::Decimal(words.into()));
}

pub fn country_follows_author(draft: &mut Draft) {
    let country = draft.need("author.country").clone();
    draft.set("printed_in", country);
}

pub fn pages_are_positive(draft: &Draft) -> Option<FieldProblem> {
    let Value::Decimal(pages) = draft.value("pages") else { return None };
    pages.is_sign_negative().then(|| FieldProblem::new("pages", "out_of_range"))
}

pub fn due_date_follows_loan(draft: &mut Draft) {
    if let (Value::Date(day), Value::Empty) = (draft.value("lent_on"), draft.value("due_on")) {
        let due = day.plus_days(28);
        draft.set("due_on", Value::Date(due));
    }
}

pub fn due_comes_after_lending(draft: &Draft) -> Option<FieldProblem> {
    let (Value::Date(lent), Value::Date(due)) = (draft.value("lent_on"), draft.value("due_on"))
    else {
        return None;
    };
    (due < lent).then(|| FieldProblem::new("due_on", "out_of_range"))
}

pub fn returned_is_frozen(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let was_returned = old.value(&draft.module, "stage").as_text() == "returned";
    was_returned.then(|| FieldProblem::new("", "read_only"))
}

/// Lending refuses a book that somebody else has, which needs reading.
pub fn begins_today(work: &mut Work<'_, '_>, draft: &mut Draft, _: &Answers) -> Result<()> {
    let Value::Link(book) = draft.value("book").clone() else { return Ok(()) };
    let module = work.cx.module(&book.module)?;
    let held = work.hold(&book, "a book is lent once at a time")?.ok_or(Error::NotFound)?;
    if *held.value(&module, "is_lent") == Value::Bool(true) {
        return Err(Error::conflict("book_is_lent"));
    }
    let today = work.cx.now().in_zone(&work.cx.locale.zone).0;
    draft.set("lent_on", Value::Date(today));
    Ok(())
}

/// A book knows whether a loan of it is under way.
pub fn book_knows_that_it_is_lent(work: &mut Work<'_, '_>, event: &Event) -> Result<()> {
    let lent = match event.name.as_str() {
        "loan.lend" => true,
        "loan.give_back" => false,
        _ => return Ok(()),
    };
    let loans = work.cx.module("loan")?;
    let loan = work.load(&loans, event.record)?;
    let Value::Link(book) = loan.value("book") else { return Ok(()) };
    let books = work.cx.module("book")?;
    let mut draft = work.load(&books, book.id)?;
    draft.set("is_lent", Value::Bool(lent));
    work.update(draft).map(drop)
}
