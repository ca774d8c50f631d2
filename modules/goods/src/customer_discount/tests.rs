//! What customer discounts are, as stories.

use kernel::{Value, parse_decimal};
use records::Input;
use testkit::{Sees, link, problems, scenario, text};

use crate::offer::setting;

scenario!(setting(), a_discount_is_a_share_for_somebody_on_something, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let elbtal = jana.saves("account", [("name", text("Elbtal GmbH"))]).await;
    let rate = |said: &str| Value::Decimal(parse_decimal(said).expect("a number"));
    for wrong in ["-1", "100.01", "1000"] {
        let values = Input::of([("name", text("Rabatt")), ("rate", rate(wrong))]);
        let refused = records::create(&jana, "customer_discount", values).await;
        assert_eq!(problems(refused), ["rate: not_a_share"], "{wrong}");
    }
    let both = Input::of([
        ("name", text("Rabatt")),
        ("rate", rate("5")),
        ("account", link("account", &elbtal)),
        ("price_group", text("trade")),
        ("product_category", text("hardware")),
        ("service_category", text("training")),
    ]);
    let mut said = problems(records::create(&jana, "customer_discount", both).await);
    said.sort();
    let all = [
        "price_group: customer_discount.rule.price_group",
        "service_category: customer_discount.rule.service_category",
    ];
    assert_eq!(said, all);
});
