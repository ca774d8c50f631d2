//! Synthetic data of any size, through the bulk path and in constant memory.

use kernel::{Link, PrincipalId, RecordId, Result, Value};
use records::{BatchRow, Cx, Input, save_batch};

use crate::made_up::{Dice, Firm, Someone};

/// Rows that are saved together.
const PORTION: u64 = 500;
/// Firms that the people of a portion work at, when there are firms.
const CIRCLE: u64 = 100;

/// How much to invent.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// People.
    pub contacts: u64,
    /// Firms.
    pub accounts: u64,
    /// The same seed invents the same people and firms.
    pub seed: u64,
}

/// Invents firms and their people; ownership is spread over the users given.
///
/// # Errors
/// What saving says; nothing is taken back then.
pub async fn fill(cx: &Cx, owners: &[PrincipalId], amount: Amount) -> Result<()> {
    let mut dice = Dice::new(amount.seed);
    let (mut firms, mut people) = (0, 0);
    while firms < amount.accounts || people < amount.contacts {
        let circle = firms_of(&mut dice, owners, (firms, amount.accounts));
        firms += circle.len() as u64;
        let rows = circle.iter().map(|(_, row)| BatchRow::Create(row.clone())).collect();
        save(cx, "account", rows).await?;
        let until = match firms {
            all if amount.accounts <= all => amount.contacts,
            some => amount.contacts * some / amount.accounts,
        };
        let known: Vec<(Firm, Option<RecordId>)> =
            circle.into_iter().map(|(firm, row)| (firm, row.id)).collect();
        while people < until {
            let n = PORTION.min(until - people);
            let rows = (people..people + n).map(|n| row_of(&mut dice, owners, &known, n));
            save(cx, "contact", rows.collect()).await?;
            people += n;
        }
    }
    Ok(())
}

async fn save(cx: &Cx, module: &str, rows: Vec<BatchRow>) -> Result<()> {
    for result in save_batch(cx, module, rows).await? {
        result?;
    }
    Ok(())
}

fn firms_of(
    dice: &mut Dice,
    owners: &[PrincipalId],
    (made, wanted): (u64, u64),
) -> Vec<(Firm, Input)> {
    let until = (made + CIRCLE).min(wanted);
    let firm = |number| {
        let firm = Firm::invent(dice, number);
        let mut values = firm.values(dice);
        values.push(("status", status(dice)));
        values.push(("roles", roles(dice)));
        values.extend(owner(dice, owners));
        let row = Input { id: Some(RecordId::new()), ..Input::of(values) };
        (firm, row)
    };
    (made..until).map(firm).collect()
}

fn row_of(
    dice: &mut Dice,
    owners: &[PrincipalId],
    firms: &[(Firm, Option<RecordId>)],
    number: u64,
) -> BatchRow {
    let someone = Someone::invent(dice);
    let invented;
    let (firm, id) = match firms {
        [] => {
            invented = Firm::invent(dice, number);
            (&invented, None)
        }
        firms => {
            let (firm, id) = &firms[dice.below(firms.len())];
            (firm, *id)
        }
    };
    let mut values = someone.values(dice, firm, number);
    values.extend(id.map(|id| ("account", Value::Link(Link::new("account", id)))));
    values.push(("status", status(dice)));
    values.extend(owner(dice, owners));
    BatchRow::Create(Input::of(values))
}

fn status(dice: &mut Dice) -> Value {
    Value::text(dice.one_of(&["customer", "customer", "opportunity", "prospect", "former"]))
}

/// What a firm is for us; many are several things at once.
fn roles(dice: &mut Dice) -> Value {
    let mut roles = vec!["customer".to_owned()];
    if dice.happens(12) {
        roles[0] = "supplier".into();
    }
    if dice.happens(8) {
        roles.push("partner".into());
    }
    Value::Codes(roles)
}

fn owner(dice: &mut Dice, owners: &[PrincipalId]) -> Option<(&'static str, Value)> {
    (!owners.is_empty()).then(|| ("owner", Value::Principal(dice.one_of(owners))))
}
