//! What products are, as stories.

use kernel::{Currency, Decimal, Error, Line, Money, Value, parse_decimal};
use records::Input;
use testkit::{Sees, day, link, problems, scenario, text};

use crate::offer::setting;

fn euro(cents: i64) -> Value {
    Value::Money(Money { amount: Decimal::new(cents, 2), currency: Currency::EUR })
}

fn number(n: i64) -> Value {
    Value::Decimal(Decimal::from(n))
}

scenario!(setting(), stock_follows_from_movements_and_says_what_is_short, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let values = [("name", text("Messfühler")), ("reorder_level", number(5))];
    let sensor = jana.saves("product", values).await;
    assert_eq!(jana.value("product", &sensor, "number"), text("PR-1001"));
    let moves = async |kind: &str, quantity: i64| {
        let values = [
            ("product", link("product", &sensor)),
            ("kind", text(kind)),
            ("quantity", number(quantity)),
            ("reference", text("Beleg")),
        ];
        jana.saves("stock_movement", values).await
    };
    moves("receipt", 20).await;
    let issue = moves("issue", -12).await;
    let now = records::get(&jana, "product", sensor.id).await.unwrap();
    assert_eq!(jana.value("product", &now, "stock"), number(8));
    assert_eq!(jana.value("product", &now, "is_short"), Value::Bool(false));
    moves("correction", -3).await;
    let now = records::get(&jana, "product", sensor.id).await.unwrap();
    assert_eq!(jana.value("product", &now, "stock"), number(5));
    assert_eq!(jana.value("product", &now, "is_short"), Value::Bool(true), "it is at the level");
    records::trash(&jana, "stock_movement", issue.id, None).await.unwrap();
    let now = records::get(&jana, "product", sensor.id).await.unwrap();
    assert_eq!(
        jana.value("product", &now, "stock"),
        number(17),
        "what is in the bin moves nothing"
    );
});

scenario!(setting(), a_receipt_comes_in_and_an_issue_goes_out, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let sensor = jana.saves("product", [("name", text("Messfühler"))]).await;
    for (kind, quantity) in [("receipt", -1), ("issue", 1), ("count", 0)] {
        let values = Input::of([
            ("product", link("product", &sensor)),
            ("kind", text(kind)),
            ("quantity", number(quantity)),
            ("reference", text("Beleg")),
        ]);
        let refused = records::create(&jana, "stock_movement", values).await;
        assert_eq!(
            problems(refused),
            ["quantity: stock_movement.rule.quantity"],
            "{kind} {quantity}"
        );
    }
});

scenario!(setting(), margins_follow_and_what_makes_no_sense_is_refused, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let values = [
        ("name", text("Monitor")),
        ("gtin", text("4 006381-333931")),
        ("unit_price", euro(31_900)),
        ("cost", euro(22_330)),
    ];
    let monitor = jana.saves("product", values).await;
    assert_eq!(jana.value("product", &monitor, "gtin"), text("4006381333931"));
    assert_eq!(jana.value("product", &monitor, "margin"), euro(9_570));
    assert_eq!(jana.value("product", &monitor, "margin_rate"), number(30));
    assert_eq!(jana.value("product", &monitor, "unit"), text("piece"));
    assert_eq!(jana.value("product", &monitor, "tax_class"), text("standard"));
    let odd = Input::of([
        ("name", text("Seltsam")),
        ("gtin", text("4006381333932")),
        ("unit_price", euro(-1)),
        ("sales_start_on", day("2026-11-23")),
        ("sales_end_on", day("2026-11-22")),
    ]);
    let mut said = problems(records::create(&jana, "product", odd).await);
    said.sort();
    let all =
        ["gtin: wrong_gtin", "sales_end_on: product.rule.sales_end_on", "unit_price: not_negative"];
    assert_eq!(said, all);
});

scenario!(setting(), a_product_that_moved_stays_as_long_as_its_movements, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let sensor = jana.saves("product", [("name", text("Messfühler"))]).await;
    let values = [
        ("product", link("product", &sensor)),
        ("quantity", number(3)),
        ("reference", text("Beleg")),
    ];
    jana.saves("stock_movement", values).await;
    let gone = records::trash(&jana, "product", sensor.id, None).await;
    assert!(matches!(gone, Err(Error::Conflict { code, .. }) if code == "linked"));
});

fn part(module: &str, record: &records::Record, quantity: &str) -> Line {
    let quantity = parse_decimal(quantity).expect("a number");
    Line::of("item")
        .with("item", link(module, record))
        .with("quantity", Value::Decimal(quantity))
        .with("is_shown", Value::Bool(true))
}

fn bundle(parts: Vec<Line>) -> Vec<(&'static str, Value)> {
    vec![
        ("name", text("Arbeitsplatz")),
        ("kind", text("bundle")),
        ("unit_price", euro(150_000)),
        ("components", Value::of_lines(parts)),
    ]
}

scenario!(setting(), a_bundle_costs_what_its_components_cost, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let costs = |name: &str, cents: i64| [("name", text(name)), ("cost", euro(cents))];
    let monitor = jana.saves("product", costs("Monitor", 22_050)).await;
    let cable = jana.saves("product", costs("Kabel", 62)).await;
    let setup = jana.saves("service", [("name", text("Aufbau"))]).await;
    let parts = || {
        vec![
            part("product", &monitor, "2"),
            part("product", &cable, "3.5"),
            part("service", &setup, "1"),
        ]
    };
    let desk = jana.saves("product", bundle(parts())).await;
    assert_eq!(jana.value("product", &desk, "cost"), Value::Empty, "setting up costs nobody knows");
    assert_eq!(jana.value("product", &desk, "is_stocked"), Value::Bool(false));
    jana.changes("service", &setup, [("cost", euro(5_000))]).await;
    let now = async || records::get(&jana, "product", desk.id).await.unwrap();
    assert_eq!(jana.value("product", &now().await, "cost"), euro(49_317));
    assert_eq!(jana.value("product", &now().await, "margin"), euro(100_683));
    jana.changes("product", &monitor, [("cost", euro(20_000))]).await;
    let desk = now().await;
    assert_eq!(jana.value("product", &desk, "cost"), euro(45_217));
    let lines = jana.value("product", &desk, "components").lines().to_vec();
    assert_eq!(*lines[0].cell("name"), text("Monitor"));
    assert_eq!(*lines[1].cell("unit"), text("piece"));
});

scenario!(setting(), a_bundle_is_made_of_something_that_is_none_itself, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let monitor = jana.saves("product", [("name", text("Monitor"))]).await;
    let refused = records::create(&jana, "product", Input::of(bundle(Vec::new()))).await;
    assert_eq!(problems(refused), ["components: no_components"]);
    for wrong in ["0", "-1", "5000000"] {
        let values = Input::of(bundle(vec![part("product", &monitor, wrong)]));
        let refused = records::create(&jana, "product", values).await;
        assert_eq!(problems(refused), ["components.0.quantity: out_of_range"], "{wrong}");
    }
    let desk = jana.saves("product", bundle(vec![part("product", &monitor, "1")])).await;
    let twice = Input::of(bundle(vec![part("product", &desk, "1")]));
    let refused = records::create(&jana, "product", twice).await;
    assert_eq!(problems(refused), ["components.0.item: bundle_in_bundle"]);
    let cable = jana.saves("product", [("name", text("Kabel"))]).await;
    let turned = Input::of(bundle(vec![part("product", &cable, "1")]));
    let refused = records::update(&jana, "product", monitor.id, None, turned).await;
    assert_eq!(testkit::conflict(refused), "bundle_in_bundle");
});
