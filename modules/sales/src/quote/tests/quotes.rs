//! What quotes do, as stories.

use kernel::{Decimal, Line, Link, Value, parse_decimal};
use records::{Answers, Input, ListQuery, Record};
use testkit::{FieldRight, Person, Rights, Sees, link, money, problems, scenario, text};

use crate::offer::setting;

fn number(text: &str) -> Value {
    Value::Decimal(parse_decimal(text).expect("a number"))
}

/// A firm with one company, one customer and one product.
struct Firm {
    account: Record,
    product: Record,
}

impl Firm {
    async fn of(who: &Person) -> Self {
        who.saves("company", [("name", text("Birkenau Systemhaus GmbH"))]).await;
        let account = who.saves("account", [("name", text("Elbtal GmbH"))]).await;
        let product = [
            ("name", text("Server SR 220")),
            ("unit", text("piece")),
            ("unit_price", money("2490", "EUR")),
            ("cost", money("1980", "EUR")),
            ("tax_class", text("standard")),
        ];
        Firm { account, product: who.saves("product", product).await }
    }

    fn server(&self, quantity: &str) -> Line {
        Line::of("item")
            .with("item", Value::Link(Link::new("product", self.product.id)))
            .with("tax_class", text("standard"))
            .with("quantity", number(quantity))
    }

    async fn quote(&self, who: &Person, lines: Vec<Line>) -> Record {
        let values = [
            ("subject", text("Erneuerung")),
            ("account", Value::Link(Link::new("account", self.account.id))),
            ("lines", Value::of_lines(lines)),
        ];
        who.saves("quote", values).await
    }
}

async fn does(who: &Person, quote: &Record, action: &str) -> kernel::Result<Record> {
    records::act(who, "quote", (quote.id, None), action, Answers::default()).await
}

async fn newest(who: &Person, module: &str) -> Record {
    let list = ListQuery { sort: "-created_at".into(), ..ListQuery::default() };
    let found = records::find(who, module, &list).await.expect("a list");
    found.page.records.into_iter().next().expect("there is one")
}

scenario!(setting(), a_position_is_filled_from_what_is_chosen, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let quote = firm.quote(&jana, vec![firm.server("2")]).await;
    let lines = jana.value("quote", &quote, "lines").lines().to_vec();
    assert_eq!(*lines[0].cell("name"), text("Server SR 220"));
    assert_eq!(*lines[0].cell("unit_price"), number("2490"));
    assert_eq!(*lines[0].cell("tax_rate"), number("19.00"));
    assert_eq!(*lines[0].cell("net"), number("4980"));
    assert_eq!(jana.value("quote", &quote, "total"), money("5926.2", "EUR"));
    assert_eq!(jana.value("quote", &quote, "margin"), money("1020", "EUR"));
    let company = newest(&jana, "company").await;
    assert_eq!(jana.value("quote", &quote, "company"), link("company", &company));
});

scenario!(setting(), what_a_form_would_come_to_is_told_without_saving, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let quotes = jana.module("quote").expect("quotes");
    let lines = Value::of_lines(vec![firm.server("3"), Line::of("item")]);
    let input = Input::of([("lines", lines), ("discount_rate", number("10"))]);
    let told = records::derived(&jana, &quotes, None, input).await.expect("it is told");
    assert_eq!(told.problems, [], "whoever is still typing is not told what is missing");
    let value = |name: &str| told.values[quotes.position(name).expect("a field")].clone();
    assert_eq!(value("net"), money("6723", "EUR"));
    let none = records::count(&jana, "quote", &ListQuery::default(), 10).await.expect("a count");
    assert_eq!(none.n, 0);
});

scenario!(setting(), what_was_sent_is_revised_by_a_new_version, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let quote = firm.quote(&jana, vec![firm.server("2")]).await;
    let sent = does(&jana, &quote, "send").await.expect("it is sent");
    let more = Input::of([("discount_rate", number("5"))]);
    let refused = records::update(&jana, "quote", sent.id, None, more.clone()).await;
    assert_eq!(problems(refused), ["discount_rate: sent_already"]);
    let abroad = Input::of([("tax_case", text("reverse_charge"))]);
    let refused = records::update(&jana, "quote", sent.id, None, abroad).await;
    assert_eq!(problems(refused), ["tax_case: sent_already"]);
    let company = newest(&jana, "company").await;
    let moved = Input::of([("country", text("at"))]);
    records::update(&jana, "company", company.id, None, moved).await.expect("it has moved");
    let longer = Input::of([("note", text("Ruft an"))]);
    let sent = records::update(&jana, "quote", sent.id, None, longer).await.expect("ours is free");
    assert_eq!(jana.value("quote", &sent, "total"), money("5926.2", "EUR"), "with 19 %");
    let moved = Input::of([("country", text("de"))]);
    records::update(&jana, "company", company.id, None, moved).await.expect("and back");
    let old = does(&jana, &sent, "revise").await.expect("a new version");
    assert_eq!(jana.value("quote", &old, "stage"), text("replaced"));
    let next = newest(&jana, "quote").await;
    assert_eq!(jana.value("quote", &next, "earlier"), link("quote", &quote));
    assert_eq!(jana.value("quote", &next, "edition"), number("2"));
    assert_eq!(jana.value("quote", &next, "stage"), text("draft"));
    let next = records::update(&jana, "quote", next.id, None, more).await.expect("it is free");
    assert_eq!(jana.value("quote", &next, "net"), money("4731", "EUR"));
});

scenario!(setting(), an_order_has_what_was_offered_for_sure, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let optional = firm.server("1").with("role", text("optional"));
    let quote = firm.quote(&jana, vec![firm.server("2"), optional]).await;
    assert_eq!(jana.value("quote", &quote, "optional_total"), money("2490", "EUR"));
    let sent = does(&jana, &quote, "send").await.expect("it is sent");
    does(&jana, &sent, "to_order").await.expect("an order");
    let order = newest(&jana, "sales_order").await;
    assert_eq!(jana.value("sales_order", &order, "quote"), link("quote", &quote));
    assert_eq!(jana.value("sales_order", &order, "lines").lines().len(), 1);
    assert_eq!(jana.value("sales_order", &order, "net"), money("4980", "EUR"));
});

scenario!(
    setting(),
    who_may_not_know_what_goods_cost_reads_no_cost_and_loses_none,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let firm = Firm::of(&jana).await;
        let quote = firm.quote(&jana, vec![firm.server("2")]).await;
        let rights = Rights::ordinary().with_field("product", "cost", FieldRight::Hidden);
        let tobias = scene.enter("tobias", Sees::All, rights).await;
        let seen = records::get(&tobias, "quote", quote.id).await.expect("a quote");
        let mut lines = tobias.value("quote", &seen, "lines").lines().to_vec();
        assert_eq!(*lines[0].cell("cost"), Value::Empty);
        assert_eq!(tobias.value("quote", &seen, "margin"), Value::Empty);
        lines[0].set("quantity", number("3"));
        let more = Input::of([("lines", Value::of_lines(lines.clone()))]);
        records::update(&tobias, "quote", quote.id, None, more).await.expect("it is changed");
        let kept = records::get(&jana, "quote", quote.id).await.expect("a quote");
        assert_eq!(*jana.value("quote", &kept, "lines").lines()[0].cell("cost"), number("1980"));
        lines[0].set("cost", Value::Decimal(Decimal::ONE));
        let told = records::history(&tobias, "quote", quote.id, None, 10).await.expect("a history");
        let changes = told.iter().flat_map(|entry| &entry.changes);
        let cells = changes.flat_map(|change| change.new.lines().iter().chain(change.old.lines()));
        assert!(
            cells.clone().count() > 0 && cells.clone().all(|line| line.cell("cost").is_empty())
        );
        let guess = Input::of([("lines", Value::of_lines(lines))]);
        let refused = records::update(&tobias, "quote", quote.id, None, guess).await;
        assert_eq!(problems(refused), ["lines.0.cost: unknown_field"]);
    }
);
