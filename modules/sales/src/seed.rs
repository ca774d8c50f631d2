//! Synthetic opportunities of any size, through the bulk path and in constant memory.

use kernel::{Currency, Decimal, Link, Money, PrincipalId, Result, Value};
use records::{BatchRow, Cx, Input, ListQuery, save_batch};

/// Rows that are saved together.
const PORTION: u64 = 500;
/// Two in five are open, as in a firm that keeps what is done with.
const STAGES: [&str; 15] = [
    "qualification",
    "won",
    "lost",
    "needs_analysis",
    "won",
    "lost",
    "proposal",
    "won",
    "lost",
    "negotiation",
    "won",
    "lost",
    "verbal_commitment",
    "won",
    "qualification",
];

/// Invents opportunities; ownership is spread over the users given, organisations over those that
/// are there.
///
/// # Errors
/// What saving says; nothing is taken back then.
pub async fn fill(cx: &Cx, owners: &[PrincipalId], n_wanted: u64, seed: u64) -> Result<()> {
    let list = ListQuery { sort: "-created_at".into(), limit: 500, ..ListQuery::default() };
    let firms = records::find(cx, "account", &list).await?.page.records;
    let firms: Vec<Link> = firms.iter().map(|firm| Link::new("account", firm.id)).collect();
    let mut made = 0;
    while made < n_wanted {
        let until = (made + PORTION).min(n_wanted);
        let rows = (made..until).map(|n| BatchRow::Create(deal(cx, (owners, &firms), n, seed)));
        for saved in save_batch(cx, "opportunity", rows.collect()).await? {
            saved?;
        }
        made = until;
    }
    Ok(())
}

fn deal(cx: &Cx, (owners, firms): (&[PrincipalId], &[Link]), n: u64, seed: u64) -> Input {
    // Multiplied by a large odd number, so that neighbours have little in common.
    let mixed = (n + seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 24;
    let pick = |shift: u32, len: usize| {
        usize::try_from((mixed >> shift) % u64::try_from(len).unwrap_or(1)).unwrap_or(0)
    };
    let day = cx.now().in_zone(&cx.locale.zone).0;
    let away = i64::try_from(mixed % 720).unwrap_or(0) - 360;
    let amount = Decimal::from(1_000 + mixed % 120_000);
    let stage = STAGES[pick(8, STAGES.len())];
    let mut values = vec![
        ("name", Value::text(&format!("Vorhaben {}", n + 1))),
        ("amount", Value::Money(Money { amount, currency: Currency::EUR })),
        ("stage", Value::text(stage)),
        ("close_on", Value::Date(day.plus_days(away))),
    ];
    if !firms.is_empty() {
        values.push(("account", Value::Link(firms[pick(4, firms.len())].clone())));
    }
    if !owners.is_empty() {
        values.push(("owner", Value::Principal(owners[pick(2, owners.len())])));
    }
    Input::of(values)
}
