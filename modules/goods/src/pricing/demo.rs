//! Price lists and discounts of a firm that sells to others who sell on.

use kernel::{Date, Decimal, Line, Link, Result, Value};
use records::{Cx, Input, ListQuery, Record};

/// Quantity, price in cents.
type Step = (i64, i64);
/// Which product, and its steps.
const TRADE: [(usize, &[Step]); 4] = [
    (0, &[(0, 239_000), (5, 231_000)]),
    (2, &[(0, 89_900), (10, 85_900)]),
    (3, &[(0, 29_900), (10, 28_500), (50, 26_900)]),
    (8, &[(0, 2_290), (20, 1_990)]),
];
const AGREED: [(usize, &[Step]); 2] = [(0, &[(0, 225_000)]), (3, &[(0, 27_900)])];
const FRANCS: [(usize, &[Step]); 3] =
    [(0, &[(0, 258_000)]), (2, &[(0, 99_500)]), (3, &[(0, 33_500)])];
/// How many organisations buy to sell on, and how many buy much.
const GROUPS: [(&str, usize); 2] = [("trade", 6), ("key_account", 4)];

/// Gives the firm price lists and discounts for some of its customers.
///
/// # Errors
/// What saving says.
pub async fn fill(cx: &Cx, products: &[Link]) -> Result<()> {
    let list = ListQuery {
        filter: r#"status = "customer""#.into(),
        sort: "title".into(),
        limit: 20,
        ..ListQuery::default()
    };
    let customers = records::find(cx, "account", &list).await?.page.records;
    let mut left = customers.iter();
    for (group, most) in GROUPS {
        for customer in left.by_ref().take(most) {
            let values = Input::of([("price_group", Value::text(group))]);
            records::update(cx, "account", customer.id, None, values).await?;
        }
    }
    let day = cx.now().in_zone(&cx.locale.zone).0;
    lists(cx, (products, left.next()), first_of_year(day)).await?;
    discounts(cx, customers.first()).await
}

fn first_of_year(day: Date) -> Date {
    let (year, _, _) = day.ymd();
    Date::parse_iso(&format!("{year:04}-01-01")).unwrap_or(day)
}

async fn lists(
    cx: &Cx,
    (products, customer): (&[Link], Option<&Record>),
    since: Date,
) -> Result<()> {
    let year = since.ymd().0;
    let own = |name: String, lines, more: Vec<(&'static str, Value)>| {
        let lines = Value::of_lines(steps(products, lines));
        let values = vec![
            ("name", Value::text(&name)),
            ("valid_from", Value::Date(since)),
            ("lines", lines),
        ];
        Input::of(values.into_iter().chain(more))
    };
    let trade = vec![
        ("audience", Value::text("group")),
        ("price_group", Value::text("trade")),
        ("adjustment", Value::Decimal(Decimal::from(-5))),
        ("takes_discounts", Value::Bool(true)),
    ];
    records::create(cx, "price_list", own(format!("Handel {year}"), &TRADE, trade)).await?;
    let francs = vec![("currency", Value::text("CHF"))];
    records::create(cx, "price_list", own(format!("Schweiz {year}"), &FRANCS, francs)).await?;
    let Some(customer) = customer else { return Ok(()) };
    let name = format!("Rahmenvertrag {}", customer.title);
    let accounts = vec![("audience", Value::text("accounts"))];
    let list = records::create(cx, "price_list", own(name, &AGREED, accounts)).await?;
    let list = Link::new("price_list", list.id);
    records::relate(cx, list, "price_customers", customer.id, "by_itself").await.map(drop)
}

fn steps(products: &[Link], lines: &[(usize, &[Step])]) -> Vec<Line> {
    let line = |item: &Link, (from, cents): &Step| {
        let from = Some(*from).filter(|from| *from > 0);
        Line::of("item")
            .with("item", Value::Link(item.clone()))
            .with("from_quantity", from.map_or(Value::Empty, |n| Value::Decimal(Decimal::from(n))))
            .with("unit_price", Value::Decimal(Decimal::new(*cents, 2)))
    };
    let goods = lines.iter().filter_map(|(at, steps)| Some((products.get(*at)?, *steps)));
    goods.flat_map(|(item, steps)| steps.iter().map(move |step| line(item, step))).collect()
}

async fn discounts(cx: &Cx, customer: Option<&Record>) -> Result<()> {
    let mut all = vec![
        (
            "Handel: Verbrauchsmaterial".to_owned(),
            8,
            vec![
                ("price_group", Value::text("trade")),
                ("product_category", Value::text("consumable")),
            ],
        ),
        (
            "Großkunden: Wartung".to_owned(),
            5,
            vec![
                ("price_group", Value::text("key_account")),
                ("service_category", Value::text("maintenance")),
            ],
        ),
    ];
    if let Some(customer) = customer {
        let own = vec![("account", Value::Link(Link::new("account", customer.id)))];
        all.push((format!("Treue {}", customer.title), 3, own));
    }
    for (name, rate, more) in all {
        let rate = Value::Decimal(Decimal::from(rate));
        let values = vec![("name", Value::text(&name)), ("rate", rate)];
        let values = Input::of(values.into_iter().chain(more));
        records::create(cx, "customer_discount", values).await?;
    }
    Ok(())
}
