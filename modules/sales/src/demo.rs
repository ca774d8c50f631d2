//! Leads, opportunities, competitors and visit reports of a firm, around the present.

use kernel::{Clock, Currency, Date, Decimal, Line, Link, Money, Result, Value};
use records::{BatchRow, Cx, Input, ListQuery, save_batch};

const DEALS: [&str; 14] = [
    "Rahmenvertrag",
    "Erweiterung Werk II",
    "Schulungspaket",
    "Ablösung Altsystem",
    "Kundenportal",
    "Telefonie-Anbindung",
    "Laborverwaltung, Stufe 1",
    "Dokumentenlenkung",
    "Einsatzplanung Wartungsteams",
    "Belegwesen und E-Rechnung",
    "Schnittstelle Reservierung",
    "Auftragsverwaltung",
    "Serverumzug",
    "Lizenzstaffel",
];
const COMPETITORS: [(&str, &str, &str, &str); 5] = [
    ("Nordwerk Software AG", "high", "Große Referenzen in der Industrie", "Lange Einführung"),
    ("Datenhafen GmbH", "medium", "Niedriger Einstiegspreis", "Kaum Schnittstellen"),
    ("Linde & Partner Systeme", "medium", "Persönliche Betreuung", "Kleine Mannschaft"),
    ("Cloudwerk Berlin", "low", "Schöne Oberfläche", "Keine Warenwirtschaft"),
    ("Altmark EDV", "low", "Lange am Ort", "Veraltete Technik"),
];
const NAMES: [(&str, &str, &str); 16] = [
    ("Silke", "Hohmann", "Hohmann Metallbau"),
    ("Matthias", "Oberhuber", "Alpenblick Hotelbetriebe"),
    ("Fatma", "Yıldız", "Nordlicht Windservice"),
    ("Jonas", "Egger", "Zürisee Treuhand"),
    ("Ulrike", "Sommerfeld", "Stadtwerke Lindenau"),
    ("Piotr", "Nowak", "Falkenried Immobilien"),
    ("Greta", "Lindqvist", "Ostsee Fährdienste"),
    ("Bernd", "Achterberg", "Achterberg Metallbau"),
    ("Selin", "Arslan", "Rheinufer Bildungswerk"),
    ("Lukas", "Brenner", "Brenner Medizintechnik"),
    ("Irina", "Sokolowa", "Kolbe Laborsysteme"),
    ("Wolfgang", "Thiel", "Thiel Gebäudereinigung"),
    ("Marlene", "Vogt", "Weingut Vogt am Kaiserstuhl"),
    ("Henning", "Petersen", "Hansen & Petersen Logistik"),
    ("Claudia", "Wiesner", "Sonnhof Pflegezentren"),
    ("Katharina", "Mayrhofer", "Mayrhofer Holzbau"),
];
const LEADS: usize = 214;
const OPPORTUNITIES: usize = 180;
const VISITS: usize = 60;
const WEEK: i64 = 7 * 86_400_000;
/// How long ago the first of them came in.
const WEEKS: i64 = 7;

/// Gives the firm a pipeline; every second opportunity has somebody at its organisation.
///
/// They came in over the last weeks on the given clock, which stands at the present before and
/// after. Gives back the opportunities, so that others can tell of them.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx], clock: &Clock) -> Result<Vec<Link>> {
    let Some(cx) = people.first() else { return Ok(Vec::new()) };
    let own = std::slice::from_ref(cx);
    let known = COMPETITORS.iter().map(competitor).collect();
    let competitors = save(own, "competitor", known).await?;
    over_weeks(people, clock, "lead", (0..LEADS).map(|n| lead(people, n)).collect()).await?;
    let list = ListQuery { sort: "title".into(), limit: 500, ..ListQuery::default() };
    let accounts = records::find(cx, "account", &list).await?.page.records;
    let contacts = records::find(cx, "contact", &list).await?.page.records;
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let module = cx.module("contact")?;
    let firms: Vec<Link> = accounts.iter().map(|r| Link::new("account", r.id)).collect();
    let at_firms: Vec<(Link, Value)> = contacts
        .iter()
        .map(|r| (Link::new("contact", r.id), r.value(&module, "account").clone()))
        .filter(|(_, firm)| !firm.is_empty())
        .collect();
    let deals = (0..OPPORTUNITIES).map(|n| deal(people, (&firms, &at_firms, &competitors), n));
    let deals = over_weeks(people, clock, "opportunity", deals.collect()).await?;
    positions(cx, &deals).await?;
    let visits = (0..VISITS).map(|n| visit(people, &firms, n));
    save(people, "visit_report", visits.collect()).await?;
    Ok(deals)
}

/// Some opportunities know already what they are about, to the piece.
async fn positions(cx: &Cx, deals: &[Link]) -> Result<()> {
    let list = ListQuery { sort: "code".into(), limit: 50, ..ListQuery::default() };
    let goods = records::find(cx, "product", &list).await?.page.records;
    let item = |n: usize, quantity: i64| {
        let product = goods.get(n % goods.len().max(1))?;
        let item = Value::Link(Link::new("product", product.id));
        let quantity = Value::Decimal(Decimal::from(quantity));
        Some(Line::of("item").with("item", item).with("quantity", quantity))
    };
    for (n, deal) in deals.iter().rev().step_by(12).take(6).enumerate() {
        let lines = [item(n + 3, 12), item(n + 5, 4), item(n + 7, 1)];
        let lines = Value::of_lines(lines.into_iter().flatten().collect());
        let values = Input::of([("lines", lines)]);
        records::update(cx, "opportunity", deal.id, None, values).await?;
    }
    Ok(())
}

/// Saves records as if they had come in one week after the other.
async fn over_weeks(
    people: &[Cx],
    clock: &Clock,
    module: &str,
    rows: Vec<Input>,
) -> Result<Vec<Link>> {
    let mut links = Vec::new();
    clock.advance(-WEEKS * WEEK);
    for week in 0..WEEKS {
        let (first, n_weeks) = (usize::try_from(week).unwrap_or(0), WEEKS.unsigned_abs() as usize);
        let own = rows.iter().skip(first).step_by(n_weeks).cloned().collect();
        links.extend(save(people, module, own).await?);
        clock.advance(WEEK);
    }
    Ok(links)
}

/// Everybody enters what is their own, so that nobody is told of it.
async fn save(people: &[Cx], module: &str, rows: Vec<Input>) -> Result<Vec<Link>> {
    let mut links = Vec::new();
    for (at, cx) in people.iter().enumerate() {
        let own = rows.iter().skip(at).step_by(people.len());
        let rows = own.cloned().map(BatchRow::Create).collect();
        for saved in save_batch(cx, module, rows).await? {
            links.push(Link::new(module, saved?.id));
        }
    }
    Ok(links)
}

fn today(cx: &Cx) -> Date {
    cx.now().in_zone(&cx.locale.zone).0
}

fn owner(people: &[Cx], n: usize) -> Option<(&'static str, Value)> {
    people[n % people.len()].actor.user.map(|user| ("owner", Value::Principal(user)))
}

fn euros(amount: i64) -> Value {
    Value::Money(Money { amount: Decimal::from(amount), currency: Currency::EUR })
}

fn competitor((name, threat, good, bad): &(&str, &str, &str, &str)) -> Input {
    Input::of([
        ("name", Value::text(name)),
        ("threat", Value::text(threat)),
        ("strengths", Value::text(good)),
        ("weaknesses", Value::text(bad)),
    ])
}

fn lead(people: &[Cx], n: usize) -> Input {
    let (first, _, _) = NAMES[n % NAMES.len()];
    let (_, last, _) = NAMES[n * 7 / 3 % NAMES.len()];
    let (_, _, company) = NAMES[n * 5 / 2 % NAMES.len()];
    let stage =
        ["new", "new", "attempted", "contacted", "contacted", "nurturing", "qualified", "junk"];
    let source = ["web_site", "trade_show", "word_of_mouth", "cold_call", "partner", "conference"];
    let rating = ["hot", "warm", "warm", "cold"];
    let mail = format!("{}.{n}@{}.example", folded(last), folded(company));
    let mut values = vec![
        ("first_name", Value::text(first)),
        ("last_name", Value::text(last)),
        ("company", Value::text(company)),
        ("stage", Value::text(stage[n * 3 % stage.len()])),
        ("lead_source", Value::text(source[n % source.len()])),
        ("rating", Value::text(rating[n % rating.len()])),
        ("email", several("work", &mail)),
        ("phone", several("work", &format!("030 2312{:04}", n * 37 % 10_000))),
        ("budget", euros(i64::try_from(n % 40).unwrap_or(0) * 1_500 + 2_000)),
    ];
    values.extend(owner(people, n));
    Input::of(values)
}

fn folded(name: &str) -> String {
    kernel::fold(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

fn several(label: &str, text: &str) -> Value {
    Value::Several(vec![kernel::Entry { label: label.into(), value: Value::text(text) }])
}

type Around<'a> = (&'a [Link], &'a [(Link, Value)], &'a [Link]);

fn deal(people: &[Cx], (firms, contacts, competitors): Around<'_>, n: usize) -> Input {
    let stages = [
        "qualification",
        "won",
        "needs_analysis",
        "lost",
        "proposal",
        "won",
        "negotiation",
        "qualification",
        "verbal_commitment",
        "lost",
        "won",
        "proposal",
    ];
    let stage = stages[n * 5 % stages.len()];
    let is_open = !["won", "lost"].contains(&stage);
    let days = i64::try_from(n * 11 % 90).unwrap_or(0);
    let close = today(&people[0]).plus_days(if is_open { days + 3 } else { -days * 4 });
    let amount = i64::try_from(n * 7919 % 89).unwrap_or(0) * 900 + 4_800;
    let business = if n.is_multiple_of(3) { "existing_business" } else { "new_business" };
    let (contact, firm) = match contacts.get(n * 13 % contacts.len().max(1)) {
        Some((contact, firm)) if n.is_multiple_of(2) => (Some(contact.clone()), firm.clone()),
        Some(_) | None => (None, Value::Link(firms[n * 7 % firms.len()].clone())),
    };
    let mut values = vec![
        ("name", Value::text(&format!("{} {}", DEALS[n % DEALS.len()], 2026 + n % 2))),
        ("account", firm),
        ("amount", euros(amount)),
        ("stage", Value::text(stage)),
        ("business", Value::text(business)),
        ("close_on", Value::Date(close)),
    ];
    values.extend(contact.map(|contact| ("contact", Value::Link(contact))));
    if stage == "lost" {
        let reasons = ["price", "competitor", "timing", "no_budget"];
        values.push(("reason", Value::text(reasons[n % reasons.len()])));
        values.push(("lost_to", Value::Link(competitors[n % competitors.len()].clone())));
    }
    values.extend(owner(people, n));
    Input::of(values)
}

fn visit(people: &[Cx], firms: &[Link], n: usize) -> Input {
    let day = today(&people[0]).plus_days(-i64::try_from(n * 9).unwrap_or(0));
    let subjects = ["Erstbesuch", "Jahresgespräch", "Vorführung vor Ort", "Reklamation geklärt"];
    let kinds = ["first", "regular", "presentation", "complaint"];
    let outcomes = ["positive", "open", "positive", "negative"];
    let report = "Gespräch mit Geschäftsführung und IT. Bedarf ist da, Entscheidung im Quartal.";
    let mut values = vec![
        ("subject", Value::text(subjects[n % subjects.len()])),
        ("kind", Value::text(kinds[n % kinds.len()])),
        ("outcome", Value::text(outcomes[n % outcomes.len()])),
        ("account", Value::Link(firms[n * 3 % firms.len()].clone())),
        ("visited_on", Value::Date(day)),
        ("report", Value::text(report)),
    ];
    values.extend(owner(people, n));
    Input::of(values)
}
