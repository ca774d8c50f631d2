//! Which list holds, and what one costs by it, by numbers written by hand.

use kernel::{Date, Decimal, Line, Link, RecordId, Value, parse_decimal};

use super::choice::{Audience, Buyer, Candidate, best, granted};
use super::quoted::{List, quoted, turned};
use crate::position::reckon::Prices;

fn dec(text: &str) -> Decimal {
    parse_decimal(text).expect("a number")
}

fn number(text: &str) -> Value {
    Value::Decimal(dec(text))
}

fn list(audience: Audience, since: Option<&str>) -> Candidate {
    let since = since.map(|day| Date::parse_iso(day).expect("a day"));
    Candidate { id: RecordId::new(), audience, since }
}

#[test]
fn the_nearest_list_holds_then_the_one_that_began_last_then_the_one_made_last() {
    let all = list(Audience::Everybody, Some("2026-06-01"));
    let group = list(Audience::Group, Some("2026-01-01"));
    let own = list(Audience::Own, None);
    assert_eq!(best(&[all, own, group]), Some(own.id));
    assert_eq!(best(&[group, all]), Some(group.id));
    let later = list(Audience::Group, Some("2026-04-01"));
    let endless = list(Audience::Group, None);
    assert_eq!(best(&[later, group, endless]), Some(later.id));
    let twin = list(Audience::Group, Some("2026-04-01"));
    assert_eq!(best(&[twin, later]), Some(twin.id), "two that began together");
    assert_eq!(best(&[]), None);
}

fn prices(item: &Link) -> List {
    let line = |from: &str| {
        Line::of("item").with("item", Value::Link(item.clone())).with("from_quantity", number(from))
    };
    List {
        link: Link::new("price_list", RecordId::new()),
        lines: vec![
            line("10").with("unit_price", number("90")),
            line("0").with("unit_price", number("95")),
            line("100").with("discount", number("12.5")),
        ],
        adjustment: Some(dec("-3")),
        prices: Prices::Net,
        takes_discounts: false,
    }
}

#[test]
fn the_price_is_that_of_the_largest_quantity_that_is_reached() {
    let item = Link::new("product", RecordId::new());
    let list = prices(&item);
    let price = |quantity: &str, usual: Option<&str>| {
        let usual = usual.map(dec);
        quoted(Some(&list), (&item, dec(quantity)), (usual, 2)).map(|found| found.price)
    };
    assert_eq!(price("1", Some("100")), Some(dec("95")));
    assert_eq!(price("9.999", Some("100")), Some(dec("95")));
    assert_eq!(price("10", Some("100")), Some(dec("90")));
    assert_eq!(price("-10", Some("100")), Some(dec("90")), "what is taken back counts the same");
    assert_eq!(price("100", Some("99.99")), Some(dec("87.49")));
    assert_eq!(price("100", None), None, "nothing is taken off no price");
}

#[test]
fn what_is_not_in_the_list_is_adjusted_or_costs_what_it_always_costs() {
    let (item, other) =
        (Link::new("product", RecordId::new()), Link::new("service", RecordId::new()));
    let mut list = prices(&item);
    let one = |list: &List| {
        let found = quoted(Some(list), (&other, Decimal::ONE), (Some(dec("100")), 2));
        let found = found.expect("a price");
        (found.price, found.list.is_some(), found.takes_discounts)
    };
    assert_eq!(one(&list), (dec("97"), true, false));
    list.adjustment = Some(dec("4"));
    assert_eq!(one(&list), (dec("104"), true, false));
    list.adjustment = None;
    assert_eq!(one(&list), (dec("100"), false, true));
}

#[test]
fn prices_with_and_without_tax_are_turned_into_each_other() {
    let at = (dec("19"), 2);
    assert_eq!(turned(dec("100"), (Prices::Net, Prices::Gross), at), dec("119"));
    assert_eq!(turned(dec("9.99"), (Prices::Gross, Prices::Net), at), dec("8.3950"));
    assert_eq!(turned(dec("9.99"), (Prices::Gross, Prices::Gross), at), dec("9.99"));
    let dinar = (dec("5"), 3);
    assert_eq!(turned(dec("1.001"), (Prices::Net, Prices::Gross), dinar), dec("1.051"));
}

#[test]
fn the_nearest_discount_is_granted_and_not_their_sum() {
    let item = Link::new("product", RecordId::new());
    let account = Link::new("account", RecordId::new());
    let one = |rate: &str| Line::of("discount").with("rate", number(rate));
    let hardware = |line: Line| line.with("product_category", Value::text("hardware"));
    let trade = |line: Line| line.with("price_group", Value::text("trade"));
    let own = |line: Line| line.with("account", Value::Link(account.clone()));
    let buyer = Buyer { account: Some(account.clone()), group: "trade".to_owned() };
    let rate = |all: &[Line], category: &str| granted(all, &buyer, (&item, category));
    let all = [hardware(one("20")), trade(one("5")), trade(hardware(one("7")))];
    assert_eq!(rate(&all, "hardware"), Some(dec("7")));
    assert_eq!(rate(&all, "software"), Some(dec("5")));
    let more = [all.as_slice(), &[own(one("2")), own(one("3"))]].concat();
    assert_eq!(rate(&more, "hardware"), Some(dec("3")), "the customer comes before the goods");
    assert_eq!(rate(&[own(one("0"))], "hardware"), None);
    let service = one("9").with("service_category", Value::text("hardware"));
    assert_eq!(rate(&[service], "hardware"), None, "a product is no service");
}
