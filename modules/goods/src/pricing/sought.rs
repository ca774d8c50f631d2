//! What is read so that positions can be priced.

use catalog::filter::quoted;
use kernel::{Date, Line, Link, RecordId, Result, Value};
use records::{Asking, Draft, ListQuery};

use super::choice::{Audience, Candidate, best, fits, since};
use super::positions::{is_priced_now, is_settled};
use crate::customer_discount::fields as discount;
use crate::position::rules::currency;
use crate::price_list::fields;

const WHY: &str = "a document finds what goods cost its customer";

/// Days by which documents say when they are made.
const DAYS: [&str; 3] = ["quote_date", "order_date", "invoice_date"];

/// What a list says of goods.
const SAID: [&str; 3] = ["adjustment", "price_kind", "takes_discounts"];

/// Finds the price list of a document, and reads what it and the discounts of its customer say of
/// the goods that are to be priced.
///
/// # Errors
/// When the database fails.
pub fn prices_are_sought(asking: &mut Asking<'_, '_>, draft: &mut Draft) -> Result<()> {
    if draft.module.field("price_list").is_some() && !is_settled(draft) {
        list_follows_customer(asking, draft)?;
    }
    let list = link(draft.value("price_list"));
    let stood = draft.old.as_ref().is_some() && !draft.is_changed("price_list");
    if let Some(list) = list.as_ref().filter(|_| stood) {
        asking.came_upon(list);
    }
    if draft.value("lines").lines().iter().any(|line| is_priced_now(draft, line)) {
        if let Some(list) = list {
            read_list(asking, draft, &list)?;
        }
        read_discounts(asking, draft)?;
    }
    Ok(())
}

fn link(value: &Value) -> Option<Link> {
    if let Value::Link(link) = value { Some(link.clone()) } else { None }
}

/// The day of a document.
pub(super) fn day(draft: &Draft) -> Date {
    let said = DAYS.into_iter().find_map(|name| match draft.value(name) {
        Value::Date(day) => Some(*day),
        _ => None,
    });
    said.unwrap_or(draft.when.day)
}

/// A document has the list of its customer, unless somebody says another one; one that does not
/// hold in its currency or on its day makes way.
fn list_follows_customer(asking: &mut Asking<'_, '_>, draft: &mut Draft) -> Result<()> {
    let present = link(draft.value("price_list"));
    let was_said = match draft.old {
        None => present.is_some(),
        Some(_) => draft.is_changed("price_list"),
    };
    let is_moved = draft.is_changed("account");
    let frame = ["currency"].into_iter().chain(DAYS);
    if was_said || !(is_moved || frame.into_iter().any(|name| draft.is_changed(name))) {
        return Ok(());
    }
    let at = (currency(draft), day(draft));
    let module = asking.cx.module("price_list")?;
    let stays = match present.filter(|_| !is_moved) {
        Some(list) => asking.get(&list, WHY)?.is_some_and(|list| fits(&module, &list, at)),
        None => false,
    };
    if !stays {
        let account = link(draft.value("account"));
        let found = best(&candidates(asking, account, at)?);
        let found = found.map(|id| Link::new("price_list", id));
        found.iter().for_each(|list| asking.came_upon(list));
        draft.set("price_list", found.map_or(Value::Empty, Value::Link));
    }
    Ok(())
}

fn candidates(
    asking: &mut Asking<'_, '_>,
    account: Option<Link>,
    at: (kernel::Currency, Date),
) -> Result<Vec<Candidate>> {
    let module = asking.cx.module("price_list")?;
    let mut found = Vec::new();
    let group = match &account {
        Some(account) => {
            for id in own(asking, account.id)? {
                let list = asking.get(&Link::new("price_list", id), WHY)?;
                let is_own = |list: &records::Record| {
                    list.value(&module, fields::AUDIENCE.name()).as_text() == "accounts"
                };
                let list = list.filter(|list| is_own(list) && fits(&module, list, at));
                found.extend(list.map(|list| (list, Audience::Own)));
            }
            price_group(asking, account)?
        }
        None => String::new(),
    };
    let group = match group.is_empty() {
        true => String::new(),
        false => format!(r#" or audience = "group" and price_group = {}"#, quoted(&group)),
    };
    let filter = format!(r#"status = "active" and (audience = "everybody"{group})"#);
    let names = [fields::STATUS, fields::AUDIENCE, fields::CURRENCY].map(|field| field.name());
    let days = [fields::VALID_FROM, fields::VALID_UNTIL].map(|field| field.name());
    let wanted = names.into_iter().chain(days).map(str::to_owned).collect();
    let list = ListQuery { filter, fields: wanted, ..ListQuery::default() };
    for list in asking.all("price_list", list, WHY)? {
        let is_for_all = list.value(&module, fields::AUDIENCE.name()).as_text() == "everybody";
        let audience = if is_for_all { Audience::Everybody } else { Audience::Group };
        found.extend(fits(&module, &list, at).then_some((list, audience)));
    }
    let candidate = |(list, audience): (records::Record, Audience)| Candidate {
        id: list.id,
        audience,
        since: since(&module, &list),
    };
    Ok(found.into_iter().map(candidate).collect())
}

/// Lists that hold for an organisation by themselves.
fn own(asking: &mut Asking<'_, '_>, account: RecordId) -> Result<Vec<RecordId>> {
    let related = asking.related(account, "price_customers")?.into_iter();
    Ok(related.filter(|(_, role)| role == "by_itself").map(|(list, _)| list.id).collect())
}

fn price_group(asking: &mut Asking<'_, '_>, account: &Link) -> Result<String> {
    let module = asking.cx.module("account")?;
    let account = asking.get(account, WHY)?;
    let group = account.map(|account| account.value(&module, "price_group").as_text().to_owned());
    Ok(group.unwrap_or_default())
}

/// Puts what a list says of the goods of a document where its rules find it.
fn read_list(asking: &mut Asking<'_, '_>, draft: &mut Draft, list: &Link) -> Result<()> {
    let Some(record) = asking.get(list, WHY)? else { return Ok(()) };
    let module = asking.cx.module("price_list")?;
    for name in SAID {
        let value = record.value(&module, name).clone();
        draft.needs.insert(format!("price_list.{name}"), value);
    }
    let lines = draft.value("lines").lines().iter();
    let items: Vec<RecordId> = lines.filter_map(|line| Some(link(line.cell("item"))?.id)).collect();
    let is_meant = |line: &&Line| link(line.cell("item")).is_some_and(|l| items.contains(&l.id));
    let said = record.value(&module, fields::LINES.name()).lines().iter().filter(is_meant);
    let said = Value::of_lines(said.cloned().collect());
    draft.needs.insert("price_list.lines".to_owned(), said);
    Ok(())
}

/// Puts the discounts that may hold for the customer where the rules find them.
fn read_discounts(asking: &mut Asking<'_, '_>, draft: &mut Draft) -> Result<()> {
    let account = link(draft.value("account"));
    let own = account.map(|account| format!(r#" or account = "{}""#, account.id));
    let filter = format!("is_active = true and (account is empty{})", own.unwrap_or_default());
    let module = asking.cx.module("customer_discount")?;
    let day = day(draft);
    let date = |value: &Value| if let Value::Date(day) = value { Some(*day) } else { None };
    let mut found = Vec::new();
    for record in
        asking.all("customer_discount", ListQuery { filter, ..ListQuery::default() }, WHY)?
    {
        let from = date(record.value(&module, discount::VALID_FROM.name()));
        let until = date(record.value(&module, discount::VALID_UNTIL.name()));
        if from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until) {
            let cell = |line: Line, name: &str| {
                let value = record.value(&module, name).clone();
                line.with(name, value)
            };
            let names = [
                discount::RATE.name(),
                discount::ACCOUNT.name(),
                discount::PRICE_GROUP.name(),
                discount::PRODUCT_CATEGORY.name(),
                discount::SERVICE_CATEGORY.name(),
            ];
            found.push(names.into_iter().fold(Line::of("discount"), cell));
        }
    }
    draft.needs.insert(super::positions::DISCOUNTS.to_owned(), Value::of_lines(found));
    Ok(())
}
