//! What is handed over by its serial number becomes an asset of whoever gets it.

use std::collections::BTreeSet;

use billing::delivery_line::{fields as cells, serial_numbers};
use billing::delivery_note::fields as note;
use goods::product::fields as product;
use kernel::{Decimal, Error, FieldProblem, Link, Result, Value};
use records::{Answers, Behavior, Draft, Input, Work};

use crate::asset::{fields, rules};

/// Why products and assets are read whoever delivers them.
const WHY: &str = "what is delivered is known by its serial number";

/// What delivery notes do beside.
#[must_use]
pub fn of_delivery_note() -> Behavior {
    Behavior::of("delivery_note")
        .check(numbers_fit)
        .action("deliver", hand_over)
        .action("cancel", take_back)
}

fn at(at: usize, code: &str) -> FieldProblem {
    FieldProblem::new(&format!("lines.{at}.{}", cells::SERIAL_NUMBERS.name()), code)
}

/// No number is handed over twice, none is too long, and there are no more of them than goods.
fn numbers_fit(draft: &Draft) -> Option<FieldProblem> {
    let mut seen: BTreeSet<(Option<Link>, String)> = BTreeSet::new();
    for (place, line) in draft.value(note::LINES.name()).lines().iter().enumerate() {
        let numbers = serial_numbers(line);
        let quantity = cells::QUANTITY.of(line).unwrap_or_default();
        if quantity < Decimal::from(numbers.len()) {
            return Some(at(place, "more_numbers_than_goods"));
        }
        for number in numbers {
            if number.chars().count() > 100 {
                return Some(at(place, "too_long").with("max", 100));
            }
            if !seen.insert((cells::ITEM.of(line), number.clone())) {
                return Some(at(place, "number_twice").with("value", number));
            }
        }
    }
    None
}

/// Each number becomes an asset, or brings one back into service.
///
/// # Errors
/// `Invalid` at a line whose product needs a number for each piece; what saving an asset says.
fn hand_over(work: &mut Work<'_, '_>, draft: &mut Draft, _: &Answers) -> Result<()> {
    let module = work.cx.module("product")?;
    for (place, line) in draft.get(&note::LINES).unwrap_or_default().iter().enumerate() {
        let Some(item) = cells::ITEM.of(line).filter(|item| item.module == "product") else {
            continue;
        };
        let numbers = serial_numbers(line);
        let Some(held) = work.hold(&item, WHY)? else { continue };
        let is_numbered = line.kind == "item"
            && *held.value(&module, product::IS_SERIALIZED.name()) == Value::Bool(true);
        let quantity = cells::QUANTITY.of(line).unwrap_or_default();
        if is_numbered && Decimal::from(numbers.len()) != quantity {
            return Err(Error::Invalid(vec![at(place, "numbers_missing")]));
        }
        for number in numbers {
            let asset = Handed {
                item: &item,
                name: held.value(&module, product::NAME.name()).as_text().to_owned(),
                number,
            };
            asset.put(work, draft)?;
        }
    }
    Ok(())
}

/// A device that is handed over.
struct Handed<'a> {
    item: &'a Link,
    name: String,
    number: String,
}

impl Handed<'_> {
    fn put(self, work: &mut Work<'_, '_>, draft: &Draft) -> Result<()> {
        let day = draft.get(&note::DELIVERED_ON).map_or(Value::Empty, Value::Date);
        let same = [
            (fields::ACCOUNT.name(), draft.value(note::ACCOUNT.name()).clone()),
            (fields::CONTACT.name(), draft.value(note::CONTACT.name()).clone()),
            (fields::SOLD_ON.name(), day.clone()),
            (fields::COMMISSIONED_ON.name(), day),
            (fields::DELIVERY_NOTE.name(), Value::Link(Link::new("delivery_note", draft.id))),
            (fields::STAGE.name(), Value::text("in_service")),
        ];
        let module = work.cx.module("asset")?;
        let known = rules::known(work, self.item.id, &self.number)?.into_iter().next();
        if let Some(record) = known {
            // It was there before: taken back, or kept on stock with its number.
            let mut asset = work.held(&module, record);
            if asset.get(&fields::STAGE).as_deref() == Some("in_service") {
                let problem = FieldProblem::new(note::LINES.name(), "number_is_out");
                return Err(Error::Invalid(vec![problem.with("value", self.number)]));
            }
            same.into_iter().for_each(|(name, value)| asset.set(name, value));
            return work.amend(asset, "updated").map(drop);
        }
        let own = [
            (fields::PRODUCT.name(), Value::Link(self.item.clone())),
            (fields::NAME.name(), Value::text(&self.name)),
            (fields::SERIAL_NUMBER.name(), Value::text(&self.number)),
            (fields::OWNER.name(), draft.value(note::OWNER.name()).clone()),
        ];
        work.derive("asset", &Input::of(own.into_iter().chain(same))).map(drop)
    }
}

/// What a delivery note brought out comes back with it.
///
/// # Errors
/// What saving an asset says.
fn take_back(work: &mut Work<'_, '_>, draft: &mut Draft, _: &Answers) -> Result<()> {
    let module = work.cx.module("asset")?;
    let brought = format!(r#"delivery_note = "{}" and stage = "in_service""#, draft.id);
    for record in work.all("asset", &brought, WHY)? {
        let mut asset = work.held(&module, record);
        asset.set(fields::STAGE.name(), Value::text("returned"));
        work.amend(asset, "updated")?;
    }
    Ok(())
}
