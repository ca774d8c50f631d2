//! What products are, as stories.

use kernel::{Currency, Decimal, Error, Money, Value};
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
