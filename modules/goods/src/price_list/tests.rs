//! What price lists are, as stories.

use kernel::{Line, Value, parse_decimal};
use records::{Input, Record};
use testkit::{Person, Sees, day, money, problems, scenario, text};

use crate::offer::setting;

fn number(text: &str) -> Value {
    Value::Decimal(parse_decimal(text).expect("a number"))
}

async fn product(who: &Person) -> Record {
    let values = [("name", text("Netzwerkkabel")), ("unit", text("metre"))];
    let price = [("unit_price", money("1.45", "EUR"))];
    who.saves("product", values.into_iter().chain(price)).await
}

fn line(product: &Record, cells: &[(&str, &str)]) -> Line {
    let line = Line::of("item").with("item", testkit::link("product", product));
    cells.iter().fold(line, |line, (name, said)| line.with(name, number(said)))
}

fn list(lines: Vec<Line>) -> Input {
    Input::of([("name", text("Handel 2027")), ("lines", Value::of_lines(lines))])
}

scenario!(setting(), a_price_is_called_and_counted_like_what_it_prices, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let cable = product(&jana).await;
    let lines = vec![
        line(&cable, &[("unit_price", "1.3")]),
        line(&cable, &[("from_quantity", "500"), ("discount", "15")]),
    ];
    let stored = records::create(&jana, "price_list", list(lines)).await.expect("a list");
    let lines = jana.value("price_list", &stored, "lines").lines().to_vec();
    assert_eq!(*lines[1].cell("name"), text("Netzwerkkabel"));
    assert_eq!(*lines[1].cell("unit"), text("metre"));
    assert_eq!(jana.value("price_list", &stored, "number"), text("PL-1001"));
    assert_eq!(jana.value("price_list", &stored, "currency"), text("EUR"));
});

scenario!(setting(), what_makes_no_price_is_told_at_its_place, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let cable = product(&jana).await;
    let wrong: [(&[(&str, &str)], &str); 7] = [
        (&[], "lines.0.unit_price: price_or_discount"),
        (&[("unit_price", "1"), ("discount", "5")], "lines.0.unit_price: price_or_discount"),
        (&[("unit_price", "-1")], "lines.0.unit_price: out_of_range"),
        (&[("unit_price", "5000000000")], "lines.0.unit_price: out_of_range"),
        (&[("discount", "101")], "lines.0.discount: not_a_share"),
        (&[("discount", "-5")], "lines.0.discount: not_a_share"),
        (&[("unit_price", "1"), ("from_quantity", "-3")], "lines.0.from_quantity: out_of_range"),
    ];
    for (cells, said) in wrong {
        let refused = records::create(&jana, "price_list", list(vec![line(&cable, cells)])).await;
        assert_eq!(problems(refused), [said], "{cells:?}");
    }
    let twice =
        ["10", "10.00"].map(|from| line(&cable, &[("from_quantity", from), ("unit_price", "1")]));
    let refused = records::create(&jana, "price_list", list(twice.to_vec())).await;
    assert_eq!(problems(refused), ["lines.1.from_quantity: priced_twice"]);
    let nothing = Line::of("item").with("unit_price", number("1"));
    let refused = records::create(&jana, "price_list", list(vec![nothing])).await;
    assert_eq!(problems(refused), ["lines.0.item: required"]);
});

scenario!(setting(), a_list_for_a_group_names_it_and_ends_after_it_began, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let odd = Input::of([
        ("name", text("Handel")),
        ("audience", text("group")),
        ("valid_from", day("2027-01-01")),
        ("valid_until", day("2026-12-31")),
        ("adjustment", number("-101")),
    ]);
    let mut said = problems(records::create(&jana, "price_list", odd).await);
    said.sort();
    let all = [
        "adjustment: out_of_range",
        "price_group: required",
        "valid_until: price_list.rule.valid_until",
    ];
    assert_eq!(said, all);
});
