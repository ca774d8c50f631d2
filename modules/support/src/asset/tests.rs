//! What becomes of devices, as stories.

use kernel::{Line, Value};
use records::{Answers, Input, Record};
use testkit::{Person, Sees, day, link, number, problems, scenario, text, yes};

use crate::offer::setting;

/// A firm that sells switches, which have serial numbers, and cables, which have none.
struct Shop<'p> {
    who: &'p Person,
    account: Record,
    switch: Record,
    cable: Record,
}

impl<'p> Shop<'p> {
    async fn of(who: &'p Person) -> Self {
        who.saves("company", [("name", text("Birkenau Systemhaus GmbH"))]).await;
        let account = who.saves("account", [("name", text("Elbtal GmbH"))]).await;
        let switch = [("name", text("Switch SX 24")), ("is_serialized", yes())];
        let switch = who.saves("product", switch).await;
        let cable = who.saves("product", [("name", text("Kabel 2 m"))]).await;
        Shop { who, account, switch, cable }
    }

    async fn note(&self, lines: Vec<Line>) -> Record {
        let values = [
            ("subject", text("Netzwerk")),
            ("account", link("account", &self.account)),
            ("delivered_on", day("2026-11-20")),
            ("lines", Value::of_lines(lines)),
        ];
        self.who.saves("delivery_note", values).await
    }

    fn line(&self, product: &Record, quantity: &str, numbers: &str) -> Line {
        Line::of("item")
            .with("item", link("product", product))
            .with("quantity", number(quantity))
            .with("serial_numbers", text(numbers))
    }

    async fn acts(&self, note: &Record, action: &str) -> kernel::Result<Record> {
        let said = match action {
            "cancel" => Answers::of([("reason", text("Falsche Adresse"))]),
            _ => Answers::default(),
        };
        records::act(self.who, "delivery_note", (note.id, None), action, said).await
    }

    /// Titles of assets that a condition finds.
    async fn assets(&self, filter: &str) -> Vec<String> {
        self.who.lists("asset", filter, "serial_number").await
    }
}

scenario!(setting(), what_is_delivered_by_its_number_becomes_an_asset, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let lines =
        vec![shop.line(&shop.switch, "2", " SX-1\nSX-2 "), shop.line(&shop.cable, "10", "")];
    let note = shop.note(lines).await;
    assert!(shop.assets("").await.is_empty(), "a draft hands over nothing");
    let note = shop.acts(&note, "deliver").await.expect("it is delivered");
    assert_eq!(shop.assets("").await, ["SX-1 Switch SX 24", "SX-2 Switch SX 24"]);
    let of_note = format!(
        r#"delivery_note = "{}" and account = "{}" and sold_on = "2026-11-20""#,
        note.id, shop.account.id
    );
    assert_eq!(shop.assets(&of_note).await.len(), 2);

    shop.acts(&note, "cancel").await.expect("it is taken back");
    assert_eq!(shop.assets(r#"stage = "returned""#).await.len(), 2);
    let other = jana.saves("account", [("name", text("Ulmenhof AG"))]).await;
    let again = shop.note(vec![shop.line(&shop.switch, "1", "SX-2")]).await;
    let elsewhere = [("account", link("account", &other))];
    let again = jana.changes("delivery_note", &again, elsewhere).await;
    shop.acts(&again, "deliver").await.expect("it goes to somebody else");
    let there = format!(r#"stage = "in_service" and account = "{}""#, other.id);
    assert_eq!(shop.assets(&there).await, ["SX-2 Switch SX 24"]);
    assert_eq!(shop.assets("").await.len(), 2, "it is the same device");
});

scenario!(setting(), numbers_that_do_not_fit_are_told_at_their_line, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let tries = async |lines: Vec<Line>| {
        let note = shop.note(vec![shop.line(&shop.switch, "3", "")]).await;
        let input = Input::of([("lines", Value::of_lines(lines))]);
        records::update(&jana, "delivery_note", note.id, None, input).await
    };
    let twice = tries(vec![shop.line(&shop.switch, "3", "SX-1, SX-1")]).await;
    assert_eq!(problems(twice), ["lines.0.serial_numbers: number_twice"]);
    let more = tries(vec![shop.line(&shop.switch, "1", "SX-1;SX-2")]).await;
    assert_eq!(problems(more), ["lines.0.serial_numbers: more_numbers_than_goods"]);
    let long = tries(vec![shop.line(&shop.switch, "1", &"9".repeat(101))]).await;
    assert_eq!(problems(long), ["lines.0.serial_numbers: too_long"]);

    let fewer = tries(vec![shop.line(&shop.switch, "3", "SX-1, SX-2")]).await.expect("a draft");
    let refused = shop.acts(&fewer, "deliver").await;
    assert_eq!(problems(refused), ["lines.0.serial_numbers: numbers_missing"]);
    assert!(shop.assets("").await.is_empty(), "all of it or nothing");
    let note = shop.note(vec![shop.line(&shop.switch, "1", "SX-1")]).await;
    shop.acts(&note, "deliver").await.expect("it is delivered");
    let same = shop.note(vec![shop.line(&shop.switch, "1", "SX-1")]).await;
    assert_eq!(problems(shop.acts(&same, "deliver").await), ["lines: number_is_out"]);
});

scenario!(setting(), a_serial_number_of_a_product_is_there_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let asset = |product: &Record, number: &str| {
        Input::of([("product", link("product", product)), ("serial_number", text(number))])
    };
    let first = records::create(&jana, "asset", asset(&shop.switch, " A  1 ")).await;
    assert_eq!(first.expect("it is saved").title, "A 1 Switch SX 24");
    let same = records::create(&jana, "asset", asset(&shop.switch, "A 1")).await;
    assert_eq!(problems(same), ["serial_number: serial_number_taken"]);
    records::create(&jana, "asset", asset(&shop.cable, "A 1")).await.expect("of another product");
    let none = records::create(&jana, "asset", asset(&shop.cable, "  ")).await;
    assert_eq!(problems(none), ["serial_number: required"]);
});
