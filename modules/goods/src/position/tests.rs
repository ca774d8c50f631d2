//! What positions come to, by numbers written by hand.

use kernel::{Decimal, parse_decimal};

use super::reckon::{Position, Prices, Tax, Whole, sums};
use crate::tax_line::Category;

fn dec(text: &str) -> Decimal {
    parse_decimal(text).expect("a number")
}

fn full() -> Tax {
    (Category::S, dec("19"))
}

fn item(quantity: &str, price: &str, discount: &str, rate: &str) -> Position {
    Position::Item {
        quantity: dec(quantity),
        price: dec(price),
        discount: dec(discount),
        tax: (Category::S, dec(rate)),
        cost: None,
        left_out: false,
    }
}

fn optional(quantity: &str, price: &str) -> Position {
    let Position::Item { quantity, price, discount, tax, cost, .. } =
        item(quantity, price, "0", "19")
    else {
        unreachable!("an item is an item")
    };
    Position::Item { quantity, price, discount, tax, cost, left_out: true }
}

fn euro() -> Whole {
    Whole { places: 2, ..Whole::default() }
}

#[test]
fn groups_discounts_and_two_rates_add_up() {
    let positions = [
        Position::Group(dec("0")),
        item("4", "1180", "0", "19"),
        item("6", "980", "10", "19"),
        Position::Text,
        item("2", "1050", "0", "19"),
        Position::Group(dec("5")),
        item("25", "348", "0", "19"),
        item("12", "190", "0", "19"),
        optional("12", "65"),
        Position::Group(dec("0")),
        item("25", "29.90", "0", "7"),
        Position::Subtotal,
    ];
    let whole = Whole { discount_rate: dec("2"), ..euro() };
    let sums = sums(&positions, Prices::Net, whole, full());
    let at = |n: usize| sums.lines[n];
    assert_eq!([at(0), at(2), at(5)], [dec("12112"), dec("5292"), dec("10431")]);
    assert_eq!([at(8), at(11)], [dec("780"), dec("747.50")]);
    assert_eq!(sums.subtotal, dec("23290.50"));
    assert_eq!(sums.discount, dec("465.81"));
    assert_eq!(sums.net, dec("22824.69"));
    let taxes: Vec<(Decimal, Decimal)> =
        sums.taxes.iter().map(|one| (one.base, one.amount)).collect();
    assert_eq!(taxes[0], (dec("22092.14"), dec("4197.51")));
    assert_eq!(taxes[1], (dec("732.55"), dec("51.28")));
    assert_eq!(sums.payable, dec("27073.48"));
    assert_eq!(sums.optional, dec("780.00"));
    assert_eq!(sums.rounding, Decimal::ZERO);
}

#[test]
fn gross_prices_stay_what_they_are_and_the_rest_is_rounding() {
    let positions = [item("3", "9.99", "0", "19"), item("1", "4.99", "0", "7")];
    let sums = sums(&positions, Prices::Gross, euro(), full());
    assert_eq!(sums.payable, dec("34.96"));
    assert_eq!(sums.net + sums.tax + sums.rounding, sums.payable);
    for one in &sums.taxes {
        let exact = one.base * one.tax.1 / Decimal::ONE_HUNDRED;
        assert!((exact - one.amount).abs() <= dec("0.005"), "{one:?}");
    }
}

#[test]
fn an_amount_off_is_shared_by_all_rates_to_the_cent() {
    let positions =
        [item("1", "33.33", "0", "19"), item("1", "33.33", "0", "7"), item("1", "33.34", "0", "0")];
    let whole = Whole { discount: dec("10"), shipping: dec("4.90"), ..euro() };
    let sums = sums(&positions, Prices::Net, whole, full());
    assert_eq!(sums.discount, dec("10.00"));
    assert_eq!(sums.net, dec("94.90"));
    let bases: Decimal = sums.taxes.iter().map(|one| one.base).sum();
    assert_eq!(bases, sums.net);
}

#[test]
fn what_costs_is_known_once_every_counted_position_says_so() {
    let with = |cost: Option<Decimal>| {
        let Position::Item { quantity, price, discount, tax, left_out, .. } =
            item("2", "100", "0", "19")
        else {
            unreachable!("an item is an item")
        };
        Position::Item { quantity, price, discount, tax, cost, left_out }
    };
    let known = sums(&[with(Some(dec("60")))], Prices::Net, euro(), full());
    assert_eq!(known.cost, Some(dec("120")));
    let unknown = sums(&[with(Some(dec("60"))), with(None)], Prices::Net, euro(), full());
    assert_eq!(unknown.cost, None);
}

#[test]
fn dinars_have_three_places_and_yen_none() {
    let positions = [item("3", "1.2345", "0", "5"), item("1", "0.0005", "0", "5")];
    let dinar = Whole { places: 3, ..Whole::default() };
    let all = sums(&positions, Prices::Net, dinar, full());
    assert_eq!(all.lines, [dec("3.704"), dec("0.001")]);
    assert_eq!((all.net, all.tax, all.payable), (dec("3.705"), dec("0.185"), dec("3.890")));
    let yen = Whole { places: 0, discount_rate: dec("10"), ..Whole::default() };
    let all = sums(&[item("3", "1234.5", "0", "10")], Prices::Net, yen, full());
    assert_eq!((all.discount, all.net, all.tax), (dec("370"), dec("3334"), dec("333")));
}
