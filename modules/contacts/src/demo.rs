//! A firm's customers with two years of life in them.

use kernel::{Clock, Error, Link, PrincipalId, Result, Value};
use records::{Cx, Input, ListQuery};

use crate::made_up::Dice;
use crate::seed::{self, Amount};

const DAY: i64 = 86_400_000;
/// How long ago the story begins.
pub const DAYS: i64 = 730;

const FIRMS: u64 = 300;
const PEOPLE: u64 = 900;
/// Portions in which firms and people appear over the two years.
const SEASONS: u64 = 10;

/// Tells the story: firms and people appear, change, get to know each other.
///
/// `people` are the contexts of the users it happens to, on the given clock, which stands two
/// years ago and is moved along.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx], clock: &Clock, users: &[PrincipalId]) -> Result<Vec<Link>> {
    let mut dice = Dice::new(2026);
    for season in 0..SEASONS {
        let cx = &people[dice.below(people.len())];
        let amount =
            Amount { contacts: PEOPLE / SEASONS, accounts: FIRMS / SEASONS, seed: 7 + season };
        seed::fill(cx, users, amount).await?;
        clock.advance(DAYS * DAY / (SEASONS as i64 * 2));
        live(people, &mut dice).await?;
        clock.advance(DAYS * DAY / (SEASONS as i64 * 2));
    }
    let mut links = all(&people[0], "account").await?;
    links.extend(all(&people[0], "contact").await?);
    Ok(links)
}

async fn all(cx: &Cx, module: &str) -> Result<Vec<Link>> {
    let mut list = ListQuery { sort: "title".into(), limit: 500, ..ListQuery::default() };
    let mut links = Vec::new();
    loop {
        let page = records::find(cx, module, &list).await?.page;
        links.extend(page.records.iter().map(|record| Link::new(module, record.id)));
        match page.next {
            Some(next) => list.after = Some(next),
            None => return Ok(links),
        }
    }
}

/// What happens in a season: customers are won and lost, people move up, firms grow.
async fn live(users: &[Cx], dice: &mut Dice) -> Result<()> {
    let firms = all(&users[0], "account").await?;
    let people = all(&users[0], "contact").await?;
    for _ in 0..25 {
        let cx = &users[dice.below(users.len())];
        let status = dice.one_of(&["customer", "opportunity", "customer", "former"]);
        let firm = &firms[dice.below(firms.len())];
        set(cx, firm, [("status", Value::text(status))]).await?;
        let person = &people[dice.below(people.len())];
        let department =
            dice.one_of(&["Einkauf", "IT", "Geschäftsleitung", "Vertrieb", "Produktion"]);
        set(cx, person, [("department", Value::text(department))]).await?;
    }
    for _ in 0..12 {
        let cx = &users[dice.below(users.len())];
        let firm = firms[dice.below(firms.len())].clone();
        meet(cx, firm, &people[dice.below(people.len())], dice).await?;
    }
    Ok(())
}

/// A person takes on a role at a firm; who has it already keeps it.
async fn meet(cx: &Cx, firm: Link, person: &Link, dice: &mut Dice) -> Result<()> {
    let module = cx.module("account")?;
    let Some(relation) = module.relations.iter().find(|r| r.to == person.module) else {
        return Ok(());
    };
    let Some(roles) = cx.catalog.picklist(&relation.roles) else { return Ok(()) };
    let role = &roles.values[dice.below(roles.values.len())].code;
    match records::relate(cx, firm, &relation.name, person.id, role).await {
        Ok(_) | Err(Error::Conflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn set<const N: usize>(cx: &Cx, link: &Link, values: [(&str, Value); N]) -> Result<()> {
    records::update(cx, &link.module, link.id, None, Input::of(values)).await.map(drop)
}
