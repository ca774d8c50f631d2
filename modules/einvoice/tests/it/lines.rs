//! Random lines.

use einvoice::{
    Attribute, Classification, GrossPrice, Identifier, Invoice, Item, Line, LineAdjustment, Period,
    Price, Sign, ThirdPartyPayment, Vat, totals,
};
use kernel::Decimal;

use crate::dice::Dice;

/// Lines at these rates, each of them at least once.
pub fn lines(dice: &mut Dice, vats: &[Vat], period: Option<Period>) -> Vec<Line> {
    let n_more = usize::try_from(dice.below(6)).expect("a few");
    let mut all = vats.to_vec();
    all.extend((0..n_more).map(|_| dice.pick(vats)));
    (1..).zip(all).map(|(n, vat)| line(dice, n, vat, period)).collect()
}

fn line(dice: &mut Dice, n: usize, vat: Vat, period: Option<Period>) -> Line {
    let quantity = Decimal::new(1 + dice.below(1_000_000), dice.places());
    let is_return = dice.one_in(10);
    let adjustments = (0..dice.below(3)).map(|_| adjustment(dice)).collect();
    Line {
        id: n.to_string(),
        note: dice.maybe(Dice::word),
        object: dice.maybe_in(4, |dice| Identifier {
            value: format!("Z-{}", dice.below(99)),
            scheme: dice.maybe(|_| "ABZ".to_owned()),
        }),
        quantity: if is_return { -quantity } else { quantity },
        unit: dice.pick(&["H87", "HUR", "DAY", "C62", "LS", "KGM", "XBX"]).to_owned(),
        order_line: dice.maybe(|dice| dice.below(99).to_string()),
        accounting: dice.maybe(|dice| format!("KST {}", dice.below(99))),
        period: dice.maybe_in(4, |_| period).flatten(),
        adjustments,
        price: price(dice),
        vat,
        item: item(dice),
        sub_lines: Vec::new(),
    }
}

fn adjustment(dice: &mut Dice) -> LineAdjustment {
    let sign = if dice.one_in(2) { Sign::Allowance } else { Sign::Charge };
    let base = Decimal::new(dice.below(100_000), 2);
    let percent = Decimal::new(dice.below(500), 1);
    let is_percent = dice.one_in(2);
    let counted = (base * percent / Decimal::ONE_HUNDRED).round_dp(2);
    let amount = if is_percent { counted } else { Decimal::new(dice.below(5_000), 2) };
    let code = match sign {
        Sign::Allowance => "100",
        Sign::Charge => "ABL",
    };
    LineAdjustment {
        sign,
        amount,
        base: is_percent.then_some(base),
        percent: is_percent.then_some(percent),
        reason: Some(dice.word()),
        reason_code: dice.maybe(|_| code.to_owned()),
    }
}

fn price(dice: &mut Dice) -> Price {
    let net = Decimal::new(dice.below(10_000_000), dice.places());
    let gross = dice.maybe_in(4, |dice| {
        let discount = dice.maybe(|dice| Decimal::new(1 + dice.below(9_999), 3));
        GrossPrice { amount: net + discount.unwrap_or_default(), discount }
    });
    let base_quantity = dice.maybe_in(4, |dice| Decimal::from(dice.pick(&[1, 3, 7, 100, 1000])));
    Price { net, gross, base_quantity, base_unit: None }
}

fn item(dice: &mut Dice) -> Item {
    Item {
        name: dice.word(),
        description: dice.maybe(|dice| format!("{}\n{}", dice.word(), dice.word())),
        seller_id: dice.maybe(|dice| format!("A-{}", dice.below(999))),
        buyer_id: dice.maybe(|dice| format!("B-{}", dice.below(999))),
        standard_id: dice
            .maybe(|_| Identifier { value: "04012345123456".into(), scheme: Some("0160".into()) }),
        classifications: (0..dice.below(3))
            .map(|n| Classification {
                code: format!("{}", 70_000 + n),
                scheme: Some("STI".into()),
                version: dice.maybe(|_| "12".to_owned()),
            })
            .collect(),
        origin: dice.maybe(|dice| dice.pick(&["DE", "CN", "FR"]).to_owned()),
        attributes: (0..dice.below(3))
            .map(|n| Attribute { name: format!("Farbe {n}"), value: dice.word() })
            .collect(),
    }
}

/// Adds what only the extension of XRechnung has: lines inside lines, and payments for others.
pub fn extend(invoice: &mut Invoice, dice: &mut Dice) {
    if invoice.kind.is_credit() {
        return;
    }
    for line in &mut invoice.lines {
        for n in 0..dice.below(2) {
            let inner = Line { id: format!("{}.{n}", line.id), ..line.clone() };
            let outer = Line { id: format!("{}.{n}", line.id), ..line.clone() };
            line.sub_lines = vec![Line { sub_lines: vec![inner], ..outer }];
        }
    }
    invoice.third_party = (0..dice.below(3))
        .map(|n| ThirdPartyPayment {
            kind: format!("Maut {n}"),
            amount: Decimal::new(dice.below(10_000), 2),
            text: dice.word(),
        })
        .collect();
}

/// Whether less than nothing is due.
pub fn is_negative(invoice: &Invoice) -> bool {
    totals(invoice).due.is_sign_negative()
}
