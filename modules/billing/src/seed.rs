//! Synthetic invoices and subscriptions of any size, through the bulk path and in constant memory.

use goods::position::fields as position;
use kernel::{Decimal, Error, Line, Link, PrincipalId, RecordId, Result, Value};
use records::{Answers, BatchRow, Cx, Input, ListQuery, Work, save_batch};

use crate::{invoice, subscription};

/// Rows that are saved together.
const PORTION: u64 = 200;
/// Of so many invoices one stays a draft.
const DRAFT_OF: u64 = 10;
/// What is sold, with its price in cents.
const SOLD: [(&str, i64); 6] = [
    ("Beratung", 12_000),
    ("Wartung", 8_950),
    ("Monitor 27 Zoll", 24_900),
    ("Schulung, Tag", 119_000),
    ("Netzwerkkabel", 749),
    ("Lizenz, Jahr", 35_880),
];

/// How much to invent.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// Invoices, of which nine in ten are issued.
    pub invoices: u64,
    /// Subscriptions that run from today on and are released by themselves.
    pub subscriptions: u64,
    /// The same seed invents the same.
    pub seed: u64,
}

/// Invents invoices and subscriptions for the organisations that are there, in the name of the only
/// company; where there is none, one is made.
///
/// # Errors
/// What saving says; nothing is taken back then.
pub async fn fill(cx: &Cx, owners: &[PrincipalId], amount: Amount) -> Result<()> {
    if amount.invoices == 0 && amount.subscriptions == 0 {
        return Ok(());
    }
    company(cx).await?;
    let list = ListQuery { sort: "-created_at".into(), limit: 500, ..ListQuery::default() };
    let mut firms = records::find(cx, "account", &list).await?.page.records;
    if firms.is_empty() {
        let name = Input::of([("name", Value::text("Musterkunde GmbH"))]);
        firms.push(records::create(cx, "account", name).await?);
    }
    let firms: Vec<Link> = firms.iter().map(|firm| Link::new("account", firm.id)).collect();
    let house = House { cx, owners, firms: &firms, seed: amount.seed };
    let mut made = 0;
    while made < amount.invoices {
        let until = (made + PORTION).min(amount.invoices);
        let ids = house.save("invoice", (made..until).map(|n| house.invoice(n))).await?;
        let issued = (made..until).zip(ids).filter(|(n, _)| n % DRAFT_OF != 0);
        acted(cx, ("invoice", "issue"), issued.map(|(_, id)| id).collect()).await?;
        made = until;
    }
    let mut made = 0;
    while made < amount.subscriptions {
        let until = (made + PORTION).min(amount.subscriptions);
        let rows = (made..until).map(|n| house.subscription(n));
        let ids = house.save("subscription", rows).await?;
        acted(cx, ("subscription", "activate"), ids).await?;
        made = until;
    }
    Ok(())
}

async fn company(cx: &Cx) -> Result<()> {
    if !records::find(cx, "company", &ListQuery::default()).await?.page.records.is_empty() {
        return Ok(());
    }
    let values = Input::of([
        ("name", Value::text("Musterfirma GmbH")),
        ("vat_id", Value::text("DE136695976")),
    ]);
    records::create(cx, "company", values).await.map(drop)
}

/// Does the same to many, in one transaction.
async fn acted(
    cx: &Cx,
    (module, action): (&'static str, &'static str),
    ids: Vec<RecordId>,
) -> Result<()> {
    let act = move |work: &mut Work<'_, '_>| {
        let module = work.cx.module(module)?;
        let known = module.actions.iter().find(|known| known.name == action);
        let known = known.ok_or(Error::NotFound)?;
        for id in &ids {
            let draft = work.load(&module, *id)?;
            work.act(draft, known, &Answers::default())?;
        }
        Ok(())
    };
    records::within(cx, act).await
}

struct House<'a> {
    cx: &'a Cx,
    owners: &'a [PrincipalId],
    firms: &'a [Link],
    seed: u64,
}

impl House<'_> {
    async fn save(&self, module: &str, rows: impl Iterator<Item = Input>) -> Result<Vec<RecordId>> {
        let saved = save_batch(self.cx, module, rows.map(BatchRow::Create).collect()).await?;
        saved.into_iter().map(|saved| saved.map(|record| record.id)).collect()
    }

    fn mixed(&self, n: u64) -> u64 {
        // Multiplied by a large odd number, so that neighbours have little in common.
        (n + self.seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 24
    }

    fn pick(&self, n: u64, len: usize) -> usize {
        let place = self.mixed(n) % u64::try_from(len.max(1)).unwrap_or(1);
        usize::try_from(place).unwrap_or_default()
    }

    fn values(&self, n: u64, subject: &str) -> Vec<(&'static str, Value)> {
        let mut values = vec![
            (invoice::fields::SUBJECT.name(), Value::text(subject)),
            (
                invoice::fields::ACCOUNT.name(),
                Value::Link(self.firms[self.pick(n, self.firms.len())].clone()),
            ),
            (invoice::fields::LINES.name(), self.lines(n)),
        ];
        if !self.owners.is_empty() {
            let owner = self.owners[self.pick(n + 7, self.owners.len())];
            values.push((invoice::fields::OWNER.name(), Value::Principal(owner)));
        }
        values
    }

    fn lines(&self, n: u64) -> Value {
        let of = |nth: u64| {
            let (name, cents) = SOLD[self.pick(n * 3 + nth, SOLD.len())];
            let mut line = Line::of("item")
                .with(position::NAME.name(), Value::text(name))
                .with(position::TAX_CLASS.name(), Value::text("standard"));
            position::QUANTITY.fill(&mut line, Some(Decimal::from(1 + self.mixed(n + nth) % 9)));
            position::UNIT_PRICE.fill(&mut line, Some(Decimal::new(cents, 2)));
            line
        };
        Value::of_lines((0..=self.mixed(n) % 3).map(of).collect())
    }

    fn invoice(&self, n: u64) -> Input {
        let day = self.cx.now().in_zone(&self.cx.locale.zone).0;
        let ago = i64::try_from(self.mixed(n) % 360).unwrap_or_default();
        let day = Value::Date(day.plus_days(-ago));
        let mut values = self.values(n, &format!("Leistung {}", n + 1));
        values.push((invoice::fields::INVOICE_DATE.name(), day.clone()));
        values.push((invoice::fields::SUPPLY_FROM.name(), day));
        Input::of(values)
    }

    fn subscription(&self, n: u64) -> Input {
        let mut values = self.values(n, &format!("Wartung {}", n + 1));
        values.push((subscription::fields::RELEASE.name(), Value::text("automatic")));
        Input::of(values)
    }
}
