//! Invoices that are typed from paper.

use kernel::{Line, Value};
use records::Input;
use testkit::{Sees, day, link, problems, scenario, text};

use super::desk::{Desk, MODULE, dec, euro, number};
use crate::offer::setting;

fn item(name: &str, quantity: &str, price: &str) -> Line {
    Line::of("item")
        .with("name", text(name))
        .with("quantity", number(quantity))
        .with("unit_price", number(price))
        .with("tax_category", text("s"))
        .with("tax_rate", number("19"))
}

scenario!(setting(), a_typed_invoice_comes_to_what_its_lines_say, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let values = [("name", text("Kabel & Klemmen OHG")), ("payment_days", number("14"))];
    let vendor = jana.saves("vendor", values).await;
    let book = item("Fachbuch", "2", "30").with("tax_rate", number("7"));
    let freight = Line::of("adjustment")
        .with("name", text("Fracht"))
        .with("unit_price", number("12.50"))
        .with("tax_category", text("s"))
        .with("tax_rate", number("19"));
    let cable = item("Kabel", "100", "1.45").with("discount", number("10"));
    let values = [
        ("vendor", link("vendor", &vendor)),
        ("vendor_number", text("7731-12")),
        ("invoice_date", day("2026-11-20")),
        ("lines", Value::of_lines(vec![cable, book, freight])),
        ("prepaid", euro("20")),
        ("stated_total", euro("214.37")),
    ];
    let record = jana.saves(MODULE, values).await;
    assert_eq!(desk.value(&record, "origin"), text("typed"));
    assert_eq!(desk.value(&record, "due_on"), day("2026-12-04"));
    assert_eq!(desk.amount(&record, "net"), Some(dec("203")));
    assert_eq!(desk.amount(&record, "tax"), Some(dec("31.37")));
    assert_eq!(desk.amount(&record, "total"), Some(dec("234.37")));
    assert_eq!(desk.amount(&record, "payable"), Some(dec("214.37")));
    assert!(desk.strikes(&record).is_empty());
    let record = jana.changes(MODULE, &record, [("stated_total", euro("241.37"))]).await;
    assert_eq!(desk.strikes(&record), ["total_differs 241.37 214.37"]);
    let refused = desk.does(&record, "approve", records::Answers::default()).await;
    assert_eq!(problems(refused), ["findings: amounts_differ"]);
});

scenario!(setting(), bad_input_is_refused_where_it_is_wrong, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let _desk = Desk::of(&jana).await;
    let cases = [
        (item("Kabel", "1", "1").with("discount", number("101")), "lines.0.discount: not_a_share"),
        (item("Kabel", "1", "1").with("tax_rate", number("-1")), "lines.0.tax_rate: not_a_share"),
        (item("Kabel", "2000000000", "1"), "lines.0.quantity: out_of_range"),
    ];
    for (line, wanted) in cases {
        let input = Input::of([("lines", Value::of_lines(vec![line]))]);
        assert_eq!(problems(records::create(&jana, MODULE, input).await), [wanted]);
    }
    let franc = kernel::Currency::parse("CHF").expect("francs");
    let other = kernel::Money { amount: dec("1"), currency: franc };
    let input = Input::of([("prepaid", Value::Money(other))]);
    let refused = records::create(&jana, MODULE, input).await;
    assert_eq!(problems(refused), ["prepaid: other_currency"]);
    let input = Input::of([("net", euro("1"))]);
    assert_eq!(problems(records::create(&jana, MODULE, input).await), ["net: read_only"]);
});
