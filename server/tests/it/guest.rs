//! Quotes that are answered by their link: what is open, to whom, and until when.

use access::Sees;
use axum::http::StatusCode;
use kernel::{Language, Link, Value};
use records::{Cx, Record};

use crate::house::{House, Person, databases};

const ADDRESS: &str = "https://kontor.example.de";

async fn open(database: Option<String>) -> House {
    let house = House::open_as(|config| {
        config.database_url = database;
        config.public_url = Some(ADDRESS.into());
    });
    house.await.at_rest()
}

/// A company of ours and a customer; gives the id of the customer.
async fn customer(house: &House, jana: &Person) -> String {
    house.post(jana, "/companies", &[("name", "Birkenau GmbH"), ("country", "de")]).await;
    let account = house.post(jana, "/accounts", &[("name", "Elbtal GmbH")]).await;
    account.location().rsplit('/').next().unwrap().to_owned()
}

/// A quote of Jana's that was sent.
async fn sent(house: &House, jana: &Person) -> Link {
    sent_with(house, jana, &[]).await
}

async fn sent_with(house: &House, jana: &Person, more: &[(&str, &str)]) -> Link {
    let cx = own(house);
    let known = records::find(&cx, "account", &records::ListQuery::default()).await.unwrap();
    let account = match known.page.records.first() {
        Some(account) => account.id.to_string(),
        None => customer(house, jana).await,
    };
    let form = [
        ("subject", "Netzwerk <b>neu</b>"),
        ("account", &format!("account:{account}")),
        ("quote_date", "2026-11-01"),
        ("valid_until", "2099-12-31"),
        ("note", "nur für uns"),
        ("lines.0.kind", "item"),
        ("lines.0.name", "Beratung"),
        ("lines.0.quantity", "2"),
        ("lines.0.unit_price", "100"),
        ("lines.0.cost", "61,23"),
        ("lines.0.tax_class", "standard"),
    ];
    let form: Vec<(&str, &str)> = form.iter().chain(more).copied().collect();
    let made = house.post(jana, "/quotes", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let quote = made.location().rsplit('/').next().unwrap().parse().unwrap();
    does(house, jana, quote, "send").await;
    Link::new("quote", quote)
}

async fn does(house: &House, who: &Person, quote: kernel::RecordId, action: &str) {
    let done = house.post(who, &format!("/quotes/{quote}/act/{action}"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{action}: {}", done.text);
}

/// The page of a link, without the address of the house.
fn page_of(house: &House, link: &Link) -> String {
    let address = records::public::address(&house.tenant.engine, link).expect("it has a page");
    address.strip_prefix(ADDRESS).expect("at our address").to_owned()
}

fn own(house: &House) -> Cx {
    house.tenant.engine.system("a test looks at what became of it")
}

async fn read(house: &House, link: &Link) -> (Record, impl Fn(&Record, &str) -> Value) {
    let cx = own(house);
    let module = cx.module(&link.module).unwrap();
    let record = records::get(&cx, &link.module, link.id).await.unwrap();
    (record, move |record: &Record, name: &str| record.value(&module, name).clone())
}

#[tokio::test]
async fn a_customer_accepts_a_quote_by_its_link_and_its_owner_is_told() {
    for database in databases() {
        let house = open(database).await;
        let jana = house.jana().await;
        let link = sent(&house, &jana).await;
        let (page, nobody) = (page_of(&house, &link), Person::default());
        let own_page = house.get(&jana, &format!("/quotes/{}", link.id)).await.text;
        assert!(own_page.contains(&format!("{ADDRESS}{page}")), "whoever sends it finds the page");

        let shown = house.get(&nobody, &page).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        for said in ["Birkenau GmbH", "Elbtal GmbH", "Netzwerk &lt;b&gt;neu", "Beratung", "238,00"]
        {
            assert!(shown.text.contains(said), "{said}: {}", shown.text);
        }
        for hidden in ["nur für uns", "61,23", "77,54", "Deckungsbeitrag", "/quotes/"] {
            assert!(!shown.text.contains(hidden), "{hidden} is nobody's business");
        }
        let paper = house.get(&nobody, &format!("{page}/paper")).await;
        assert!(paper.text.starts_with("%PDF"), "{}", paper.status);

        let form = [("answered_by", " "), ("answer_note", "Bitte bald.")];
        let refused = house.post_bare(&nobody, &format!("{page}/accept"), &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Bitte bald."), "what was typed stays");
        let form = [("answered_by", "Max Muster"), ("answer_note", "Bitte bald."), ("note", "x")];
        let taken = house.post_bare(&nobody, &format!("{page}/accept"), &form).await;
        assert_eq!((taken.status, taken.location()), (StatusCode::SEE_OTHER, page.as_str()));

        let (quote, value) = read(&house, &link).await;
        assert_eq!(value(&quote, "stage"), Value::text("accepted"));
        assert_eq!(value(&quote, "answered_by"), Value::text("Max Muster"));
        assert_eq!(value(&quote, "answer_note"), Value::text("Bitte bald."));
        assert_eq!(value(&quote, "note"), Value::text("nur für uns"));
        assert!(matches!(value(&quote, "answered_at"), Value::Instant(_)));
        let entries = records::history(&own(&house), "quote", link.id, None, 1).await.unwrap();
        assert_eq!((entries[0].via.as_str(), entries[0].actor), ("link", None));
        let later = house.post_bare(&nobody, &format!("{page}/decline"), &form).await;
        assert_eq!(later.status, StatusCode::SEE_OTHER, "the page tells how it stands");
        assert_eq!(read(&house, &link).await.0.version, quote.version);
        assert!(house.get(&nobody, &page).await.text.contains("Status: Angenommen"));

        let (_stop, stopped) = tokio::sync::watch::channel(false);
        server::worker(&house.tenant, stopped).round().await.unwrap();
        let told = house.get(&jana, "/messages").await.text;
        assert!(told.contains("Der Empfänger hat geantwortet: Annehmen"), "{told}");
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_customer_chooses_what_is_offered_on_top_and_is_told_what_it_comes_to() {
    for database in databases() {
        let house = open(database).await;
        let jana = house.jana().await;
        let on_top = [
            ("lines.1.kind", "item"),
            ("lines.1.name", "Wartung <i>jährlich</i>"),
            ("lines.1.quantity", "1"),
            ("lines.1.unit_price", "300"),
            ("lines.1.tax_class", "standard"),
            ("lines.1.role", "optional"),
        ];
        let link = sent_with(&house, &jana, &on_top).await;
        let (page, nobody) = (page_of(&house, &link), Person::default());
        let (quote, value) = read(&house, &link).await;
        let line = value(&quote, "lines").lines()[1].id.to_string();
        let shown = house.get(&nobody, &page).await.text;
        assert!(shown.contains("Wartung &lt;i&gt;jährlich&lt;/i&gt; · 300,00"), "{shown}");
        assert_eq!(shown.matches(&line).count(), 1, "it is chosen where it is accepted");

        let asked = [("chosen.one", line.as_str()), ("only_sums", "1")];
        let told = house.post_bare(&nobody, &format!("{page}/accept"), &asked).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.text);
        assert!(told.text.contains("595,00") && told.text.contains(" checked"), "{}", told.text);
        assert_eq!(read(&house, &link).await.0.version, quote.version, "nothing is answered yet");

        let form = [("chosen.one", line.as_str()), ("answered_by", "")];
        let refused = house.post_bare(&nobody, &format!("{page}/accept"), &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(" checked"), "what was chosen stays");
        let foreign = [("chosen.one", quote.id.to_string()), ("only_sums", "1".to_owned())];
        let foreign: Vec<(&str, &str)> = foreign.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let refused = house.post_bare(&nobody, &format!("{page}/accept"), &foreign).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);

        let form = [("chosen.one", line.as_str()), ("answered_by", "Max Muster")];
        let taken = house.post_bare(&nobody, &format!("{page}/accept"), &form).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let (quote, value) = read(&house, &link).await;
        assert_eq!(value(&quote, "stage"), Value::text("accepted"));
        assert!(value(&quote, "lines").lines()[1].cell("role").is_empty());
        let shown = house.get(&nobody, &page).await.text;
        assert!(shown.contains("595,00") && !shown.contains("chosen"), "{shown}");
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_declined_quote_says_who_declined_and_asks_nobody_for_our_reasons() {
    let house = open(None).await;
    let jana = house.jana().await;
    let link = sent(&house, &jana).await;
    let page = page_of(&house, &link);
    let form = [("answered_by", "Max Muster"), ("reason", "price")];
    house.post_bare(&Person::default(), &format!("{page}/decline"), &form).await;
    let (quote, value) = read(&house, &link).await;
    assert_eq!(value(&quote, "stage"), Value::text("declined"));
    assert_eq!(value(&quote, "reason"), Value::text("other"), "what is not asked is not taken");
    assert_eq!(value(&quote, "answered_by"), Value::text("Max Muster"));
}

#[tokio::test]
async fn no_other_link_opens_anything() {
    let house = open(None).await;
    let jana = house.jana().await;
    let (link, other) = (sent(&house, &jana).await, sent(&house, &jana).await);
    let (page, nobody) = (page_of(&house, &link), Person::default());
    let token = page.strip_prefix("/p/").unwrap();
    let other = other.id.0.simple().to_string();
    let bent = format!("{}0", &token[..63]);
    let bent = if bent == token { format!("{}1", &token[..63]) } else { bent };
    let wrong = [
        bent,
        format!("{other}{}", &token[32..]),
        token[..32].to_owned(),
        token.to_uppercase(),
        format!("{token}0"),
        "ä".repeat(32),
        "0".repeat(64),
    ];
    for wrong in wrong {
        let escaped: String = wrong.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let shown = house.get(&nobody, &format!("/p/{escaped}")).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND, "{wrong}");
        assert!(!shown.text.contains("Netzwerk"), "{wrong}");
        let form = [("answered_by", "Eve")];
        let taken = house.post_bare(&nobody, &format!("/p/{escaped}/accept"), &form).await;
        assert_eq!(taken.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    for action in ["send", "revise", "to_order", "mail", "trash", "paper"] {
        let form = [("answered_by", "Eve")];
        house.post_bare(&nobody, &format!("{page}/{action}"), &form).await;
    }
    let (quote, value) = read(&house, &link).await;
    assert_eq!(value(&quote, "stage"), Value::text("sent"), "only answers are taken");
}

#[tokio::test]
async fn what_is_not_open_any_more_tells_nothing() {
    let house = open(None).await;
    let jana = house.jana().await;
    let nobody = Person::default();
    let back = sent(&house, &jana).await;
    let form = [("stage", "draft"), ("version", "2")];
    house.post(&jana, &format!("/quotes/{}/field/stage", back.id), &form).await;
    let replaced = sent(&house, &jana).await;
    does(&house, &jana, replaced.id, "revise").await;
    let binned = sent(&house, &jana).await;
    house.post(&jana, &format!("/quotes/{}/trash", binned.id), &[]).await;
    for link in [back, replaced, binned] {
        let page = page_of(&house, &link);
        let shown = house.get(&nobody, &page).await;
        assert_eq!(shown.status, StatusCode::GONE, "{}", shown.text);
        assert!(!shown.text.contains("Netzwerk"), "{}", shown.text);
        let paper = house.get(&nobody, &format!("{page}/paper")).await;
        assert_eq!(paper.status, StatusCode::NOT_FOUND);
        let before = read(&house, &link).await.0.version;
        house.post_bare(&nobody, &format!("{page}/accept"), &[("answered_by", "Eve")]).await;
        assert_eq!(read(&house, &link).await.0.version, before);
    }
}

#[tokio::test]
async fn after_its_last_day_a_quote_is_shown_and_not_answered() {
    let house = open(None).await;
    let jana = house.jana().await;
    let link = sent(&house, &jana).await;
    let page = page_of(&house, &link);
    let century = 100 * 366 * 86_400;
    let house = house.later(century);
    let nobody = Person::default();
    let shown = house.get(&nobody, &page).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text.contains("Frist") && !shown.text.contains("<form"), "{}", shown.text);
    house.post_bare(&nobody, &format!("{page}/accept"), &[("answered_by", "Max")]).await;
    let (quote, value) = read(&house, &link).await;
    assert_eq!(value(&quote, "stage"), Value::text("sent"));
}

#[tokio::test]
async fn who_may_not_change_a_quote_is_not_shown_its_link() {
    let house = open(None).await;
    let jana = house.jana().await;
    let link = sent(&house, &jana).await;
    let rights = access::Rights::ordinary().without("quote", access::Right::Edit);
    let reader = house.person("tim", Language::De, Sees::All).await.limited(rights);
    let page = house.get(&reader, &format!("/quotes/{}", link.id)).await.text;
    assert!(page.contains("Netzwerk") && !page.contains("/p/"), "{page}");
}
