//! What payments may be for, as they come in from customers.

use banking::matching::{Discount, Matcher, OpenItem, Payment, Proposal, Reason};
use banking::statement::{Counterpart, read};
use kernel::{Currency, Decimal};
use proptest::prelude::*;

use crate::statements::{CAMT_08, day, number};

fn item(id: &str, open: &str) -> OpenItem {
    OpenItem {
        id: id.into(),
        number: format!("RE-2026-{id}"),
        names: vec!["Müller & Söhne GmbH".into()],
        ibans: vec!["DE89 3704 0044 0532 0130 00".into()],
        open: number(open),
        currency: Currency::EUR,
        due_on: day("2026-11-30"),
        discounts: vec![],
        references: vec![],
    }
}

fn stranger(id: &str, open: &str) -> OpenItem {
    let names = vec!["Ganz Anders AG".into()];
    OpenItem { names, ibans: vec!["AT611904300234573201".into()], ..item(id, open) }
}

fn payment(amount: &str, purpose: &str) -> Payment {
    Payment {
        amount: number(amount),
        currency: Currency::EUR,
        on: day("2026-11-20"),
        counterpart: Counterpart::default(),
        purpose: purpose.into(),
        references: vec![],
    }
}

fn from_mueller(amount: &str, purpose: &str) -> Payment {
    let counterpart = Counterpart {
        name: "MUELLER UND SOEHNE".into(),
        iban: "DE89370400440532013000".into(),
        ..Counterpart::default()
    };
    Payment { counterpart, ..payment(amount, purpose) }
}

fn propose(items: &[OpenItem], payment: &Payment) -> Vec<Proposal> {
    Matcher::new(items).propose(payment)
}

/// Ids of the items of the surest proposal, with its reasons.
fn best(items: &[OpenItem], payment: &Payment) -> (Vec<String>, Vec<Reason>) {
    let proposals = propose(items, payment);
    let best = proposals.into_iter().next().expect("something is proposed");
    (best.items.into_iter().map(|item| item.id).collect(), best.reasons)
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn a_number_and_the_amount_are_nearly_sure() {
    let items = [item("0815", "119.00"), item("0816", "119.00"), stranger("0817", "119.00")];
    for purpose in ["Rechnung RE-2026-0815", "re 2026 0815", "RG RE20260815 danke", "RE-2026- 0815"]
    {
        let payment = from_mueller("119.00", purpose);
        let (found, reasons) = best(&items, &payment);
        assert_eq!(found, ids(&["0815"]), "{purpose}");
        assert_eq!(reasons, [Reason::Number, Reason::Amount, Reason::Iban, Reason::Name]);
        assert_eq!(propose(&items, &payment)[0].confidence, 99);
    }
    let (found, reasons) = best(&items, &payment("119.00", "Nr. 2026/0817"));
    assert_eq!(
        (found, reasons),
        (ids(&["0817"]), vec![Reason::NumberWithoutPrefix, Reason::Amount])
    );
    let (found, reasons) = best(&items, &payment("119.00", "Rechnung 0816"));
    assert_eq!((found, reasons), (ids(&["0816"]), vec![Reason::NumberEnding, Reason::Amount]));
}

#[test]
fn a_discount_counts_while_there_is_time() {
    let mut early = item("0815", "100.00");
    early.discounts = vec![
        Discount { amount: number("3.00"), until: day("2026-11-10") },
        Discount { amount: number("2.00"), until: day("2026-11-20") },
    ];
    let items = [early];
    let in_time = &propose(&items, &payment("98.00", "RE-2026-0815"))[0];
    assert_eq!(in_time.reasons, [Reason::Number, Reason::AmountLessDiscount]);
    assert_eq!(
        (in_time.items[0].amount, in_time.items[0].discount),
        (number("98.00"), number("2.00"))
    );
    assert_eq!(in_time.remainder, Decimal::ZERO);
    let late = &propose(&items, &payment("97.00", "RE-2026-0815"))[0];
    assert_eq!(late.reasons, [Reason::Number, Reason::AmountLessLateDiscount]);
    assert_eq!(late.items[0].discount, Decimal::ZERO);
    assert!(late.confidence < in_time.confidence);
}

#[test]
fn less_and_more_than_what_is_open_are_proposed_with_what_is_left() {
    let items = [item("0815", "100.00")];
    let less = &propose(&items, &payment("40.00", "RE-2026-0815"))[0];
    assert_eq!(less.reasons, [Reason::Number, Reason::Underpaid]);
    assert_eq!((less.items[0].amount, less.remainder), (number("40.00"), Decimal::ZERO));
    let more = &propose(&items, &payment("140.00", "RE-2026-0815"))[0];
    assert_eq!(more.reasons, [Reason::Number, Reason::Overpaid]);
    assert_eq!((more.items[0].amount, more.remainder), (number("100.00"), number("40.00")));
}

#[test]
fn several_numbers_in_one_purpose_are_taken_together() {
    let mut with_discount = item("0002", "100.00");
    with_discount.discounts = vec![Discount { amount: number("2.00"), until: day("2026-11-20") }];
    let credit = item("0004", "-8.00");
    let items = [item("0001", "50.00"), with_discount, item("0003", "7.00"), credit];
    let payment = from_mueller("140.00", "RE-2026-0001, RE-2026-0002 ./. RE-2026-0004");
    let proposal = &propose(&items, &payment)[0];
    let told: Vec<(&str, String)> =
        proposal.items.iter().map(|item| (item.id.as_str(), item.amount.to_string())).collect();
    let expected = [("0001", "50.00"), ("0002", "98.00"), ("0004", "-8.00")];
    assert_eq!(told, expected.map(|(id, amount)| (id, amount.to_owned())));
    assert!(proposal.reasons.contains(&Reason::SeveralNumbers));
    assert!(proposal.reasons.contains(&Reason::Sum));
    assert_eq!(proposal.remainder, Decimal::ZERO);

    let short = from_mueller("60.00", "RE-2026-0001 RE-2026-0002");
    let proposals = propose(&items, &short);
    let both = proposals.iter().find(|proposal| proposal.items.len() == 2).unwrap();
    assert_eq!(both.items[1].amount, number("10.00"));
    assert!(both.reasons.contains(&Reason::Underpaid));
}

#[test]
fn items_of_whoever_paid_that_add_up_are_found_without_a_number() {
    let items = [
        item("0001", "50.00"),
        item("0002", "70.00"),
        item("0003", "11.00"),
        stranger("0004", "61.00"),
    ];
    let (found, reasons) = best(&items, &from_mueller("61.00", "wie besprochen"));
    assert_eq!(found, ids(&["0001", "0003"]));
    assert_eq!(reasons, [Reason::Sum, Reason::Iban, Reason::Name]);
    let (found, _) = best(&items, &from_mueller("131.00", ""));
    assert_eq!(found, ids(&["0001", "0002", "0003"]));
}

#[test]
fn account_and_name_count_and_an_amount_alone_says_little() {
    let items = [item("0001", "50.00"), stranger("0002", "50.00"), stranger("0003", "50.00")];
    let (found, reasons) = best(&items, &from_mueller("50.00", ""));
    assert_eq!(
        (found, reasons),
        (ids(&["0001"]), vec![Reason::Amount, Reason::Iban, Reason::Name])
    );
    let unknown = propose(&items, &payment("50.00", "Danke"));
    assert_eq!(unknown.len(), 3);
    assert!(unknown.iter().all(|proposal| proposal.confidence == 10));
    assert!(propose(&items, &payment("51.00", "Danke")).is_empty());
}

#[test]
fn references_lead_to_their_items() {
    let mut swiss = stranger("0002", "50.00");
    swiss.references = vec!["21 00000 00003 13947 14300 09017".into()];
    let items = [item("0001", "50.00"), swiss];
    let with =
        |reference: &str| Payment { references: vec![reference.into()], ..payment("50.00", "") };
    let own = banking::identifier::CreditorReference::for_number("RE-2026-0001").unwrap();
    for (reference, id) in [
        (own.text(), "0001"),
        ("RE-2026-0001", "0001"),
        ("210000000003139471430009017", "0002"),
        (banking::identifier::QrReference::for_number("20260002").unwrap().text(), "0002"),
    ] {
        let (found, reasons) = best(&items, &with(reference));
        assert_eq!((found, reasons), (ids(&[id]), vec![Reason::Reference, Reason::Amount]));
    }
}

#[test]
fn money_that_goes_out_is_for_what_shall_go_out() {
    let items = [item("0001", "50.00"), item("0002", "-50.00")];
    let (found, _) = best(&items, &from_mueller("-50.00", "Gutschrift"));
    assert_eq!(found, ids(&["0002"]));
    let other = Payment { currency: Currency::parse("CHF").unwrap(), ..from_mueller("50.00", "") };
    assert!(propose(&items, &other).is_empty());
}

#[test]
fn a_longer_number_is_not_taken_for_a_shorter_one() {
    let mut short = item("08", "50.00");
    short.number = "RE-2026-08".into();
    let items = [short, item("0815", "50.00")];
    let proposals = propose(&items, &payment("50.00", "RE-2026-08 15"));
    assert_eq!(proposals[0].items[0].id, "0815");
    assert!(!proposals[1].reasons.contains(&Reason::Number));
}

#[test]
fn parts_of_a_batch_are_payments_of_their_own() {
    let statement = &read(CAMT_08).unwrap()[0];
    let entries = statement.entries.iter();
    let payments: Vec<Payment> = entries.flat_map(|e| Payment::of(statement, e)).collect();
    let amounts: Vec<String> = payments.iter().map(|p| p.amount.to_string()).collect();
    assert_eq!(amounts, ["119.00", "-59.50", "100.00", "200.00", "-68.00"]);
    let items = [item("0700", "100.00"), item("0701", "200.00")];
    assert_eq!(best(&items, &payments[3]).0, ids(&["0701"]));
}

proptest! {
    #[test]
    fn proposals_never_give_away_more_than_came(
        opens in prop::collection::vec(-5000_i64..20_000, 0..30), paid in -20_000_i64..60_000,
        purpose in "(RE-2026-00|RE2026|[0-9 ]|[a-z]){0,12}"
    ) {
        let items: Vec<OpenItem> = opens.iter().enumerate().map(|(n, cents)| {
            let open = Decimal::new(*cents, 2).to_string();
            item(&format!("{n:04}"), &open)
        }).collect();
        let payment = from_mueller(&Decimal::new(paid, 2).to_string(), &purpose);
        let proposals = propose(&items, &payment);
        prop_assert!(proposals.len() <= 10);
        for proposal in proposals {
            let given: Decimal = proposal.items.iter().map(|item| item.amount).sum();
            prop_assert_eq!(given + proposal.remainder, payment.amount);
            prop_assert!((1..=99).contains(&proposal.confidence));
            for settled in &proposal.items {
                let open = items.iter().find(|item| item.id == settled.id).unwrap().open;
                prop_assert!((settled.amount + settled.discount).abs() <= open.abs());
                prop_assert!(settled.amount * open >= Decimal::ZERO);
            }
        }
    }
}
