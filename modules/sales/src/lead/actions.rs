//! The conversion: a lead becomes an organisation, a contact and, if wanted, an opportunity.

use kernel::{Error, FieldProblem, Link, Result, Value};
use records::{Answers, Asking, Draft, Input, Record, Work};

use super::{fields, mapping};

/// Proposes organisation and contact that are known already, and a name for the opportunity.
///
/// # Errors
/// When the database fails.
pub fn propose(asking: &mut Asking<'_, '_>, lead: &Record) -> Result<Answers> {
    let module = asking.cx.module("lead")?;
    let text = |name: &str| lead.value(&module, name).as_text().to_owned();
    let mut answers = Answers::default();
    let mut say = |name: &str, value: Value| drop(answers.0.insert(name.to_owned(), value));
    let company = text("company");
    if !company.is_empty() {
        let wanted = Input::of([("name", Value::text(&company))]);
        match asking.same("account", &wanted)?.first() {
            Some(known) => say("account", Value::Link(Link::new("account", known.id))),
            None => say("account_name", Value::text(&company)),
        }
    }
    let contacts = asking.cx.module("contact")?;
    let wanted = mapping::input(&module, &lead.values, &contacts, &mapping::CONTACT);
    if let Some(known) = asking.same("contact", &wanted)?.first() {
        say("contact", Value::Link(Link::new("contact", known.id)));
    }
    let name = if company.is_empty() { lead.title.clone() } else { company };
    say("opportunity_name", Value::text(&name));
    say("amount", lead.value(&module, "budget").clone());
    Ok(answers)
}

/// Converts a lead: finds or creates organisation and contact, creates the opportunity.
///
/// # Errors
/// `Invalid` at what was asked; `Forbidden` when the actor may not create one of them.
pub fn convert(work: &mut Work<'_, '_>, lead: &mut Draft, answers: &Answers) -> Result<()> {
    let account = account(work, lead, answers)?;
    let contact = contact(work, lead, answers, account.as_ref())?;
    if answers.says_yes("with_opportunity") {
        let opportunity = opportunity(work, lead, answers, [account.as_ref(), Some(&contact)])?;
        lead.put(&fields::OPPORTUNITY, Some(opportunity));
    }
    lead.put(&fields::ACCOUNT, account);
    lead.put(&fields::CONTACT, Some(contact));
    lead.put(&fields::CONVERTED_ON, Some(lead.when.day));
    Ok(())
}

/// The known organisation, a new one under the name given, or none.
fn account(work: &mut Work<'_, '_>, lead: &Draft, answers: &Answers) -> Result<Option<Link>> {
    if let Value::Link(known) = answers.get("account") {
        return reached(work, known, "account").map(Some);
    }
    let name = answers.get("account_name").as_text().trim().to_owned();
    if name.is_empty() {
        return Ok(None);
    }
    let target = work.cx.module("account")?;
    let mut input = mapping::input(&lead.module, &lead.values, &target, &mapping::ACCOUNT);
    input.values.insert("name".into(), Value::text(&name));
    create(work, "account", &input, "account_name").map(Some)
}

/// The known contact, or a new one made of the lead.
fn contact(
    work: &mut Work<'_, '_>,
    lead: &Draft,
    answers: &Answers,
    account: Option<&Link>,
) -> Result<Link> {
    if let Value::Link(known) = answers.get("contact") {
        return reached(work, known, "contact");
    }
    let target = work.cx.module("contact")?;
    let mut input = mapping::input(&lead.module, &lead.values, &target, &mapping::CONTACT);
    if let Some(account) = account {
        input.values.insert("account".into(), Value::Link(account.clone()));
    }
    create(work, "contact", &input, "contact")
}

fn opportunity(
    work: &mut Work<'_, '_>,
    lead: &Draft,
    answers: &Answers,
    [account, contact]: [Option<&Link>; 2],
) -> Result<Link> {
    if answers.get("opportunity_name").as_text().trim().is_empty() {
        return Err(Error::invalid("opportunity_name", "required"));
    }
    let target = work.cx.module("opportunity")?;
    let mut input = mapping::input(&lead.module, &lead.values, &target, &mapping::OPPORTUNITY);
    let mut say = |name: &str, value: Value| drop(input.values.insert(name.to_owned(), value));
    say("name", answers.get("opportunity_name").clone());
    say("amount", answers.get("amount").clone());
    say("close_on", answers.get("close_on").clone());
    for (name, link) in [("account", account), ("contact", contact)] {
        if let Some(link) = link {
            say(name, Value::Link(link.clone()));
        }
    }
    create(work, "opportunity", &input, "opportunity_name")
}

fn reached(work: &mut Work<'_, '_>, known: &Link, asked: &str) -> Result<Link> {
    let module = work.cx.module(&known.module)?;
    match work.load(&module, known.id) {
        Ok(_) => Ok(known.clone()),
        Err(Error::NotFound) => Err(Error::invalid(asked, "target_not_found")),
        Err(other) => Err(other),
    }
}

/// What is wrong with a new record is said at the question it came from.
fn create(work: &mut Work<'_, '_>, module: &str, input: &Input, asked: &str) -> Result<Link> {
    match work.create(module, input) {
        Ok(record) => Ok(Link::new(module, record.id)),
        Err(Error::Invalid(problems)) => {
            let here = |problem: FieldProblem| FieldProblem { field: asked.into(), ..problem };
            Err(Error::Invalid(problems.into_iter().map(here).collect()))
        }
        Err(other) => Err(other),
    }
}
