//! How an order is billed in parts, ahead and to its end, as stories.

use kernel::{Decimal, Line, Value};
use records::{Input, Record};
use testkit::{Sees, conflict, money, problems, scenario, text};

use crate::firm::{Firm, dec, item, number};
use crate::offer::setting;

fn reduced(name: &str, quantity: &str, price: &str) -> Line {
    item(name, quantity, price).with("tax_class", text("reduced"))
}

impl Firm<'_> {
    /// The draft of an instalment over some percent of an order.
    async fn instalment(&self, order: &Record, percent: &str) -> Record {
        let said = [("percent", number(percent)), ("text", text("Bei Auftragserteilung"))];
        self.answers("sales_order", order, ("instalment", said)).await.expect("a draft");
        self.newest("invoice").await
    }

    async fn issues(&self, invoice: &Record) -> Record {
        self.does("invoice", invoice, "issue").await.expect("it is issued")
    }

    async fn cancels(&self, invoice: &Record) -> kernel::Result<Record> {
        self.answers("invoice", invoice, ("cancel", [("reason", text("Irrtum"))])).await
    }

    /// The final invoice of an order, supplied.
    async fn closes(&self, order: &Record) -> Record {
        self.does("sales_order", order, "bill_final").await.expect("a draft");
        let invoice = self.newest("invoice").await;
        self.changes("invoice", &invoice, [("supply_from", testkit::day("2026-11-20"))]).await
    }

    async fn electronic(&self, module: &str, record: &Record) -> einvoice::Invoice {
        let xml = records::output(self.who, module, record.id, "einvoice.xml").await;
        einvoice::read(&xml.expect("XML").bytes).expect("it is read").invoice
    }
}

/// The first instalment of the story below: 30 % of 1333.40, the odd cent with the standard rate.
async fn first_instalment(firm: &Firm<'_>, order: &Record) -> Record {
    let first = firm.instalment(order, "30").await;
    let number = firm.who.value("sales_order", order, "number");
    let called = format!("1. Abschlag (30 %) zu Auftrag {}", number.as_text());
    let said = firm.cells("invoice", &first, "name");
    assert_eq!(said[0].as_text().replace('\u{a0}', " "), called);
    assert_eq!(
        firm.cells("invoice", &first, "net"),
        [dec("300.01"), dec("100.01")].map(Value::Decimal)
    );
    let first = firm.issues(&first).await;
    assert_eq!(firm.who.value("invoice", &first, "kind"), text("instalment"));
    assert_eq!(firm.amount("invoice", &first, "total"), dec("464.02"));
    let read = firm.electronic("invoice", &first).await;
    assert_eq!(read.kind, einvoice::Kind::Partial);
    assert_eq!(read.tax_point, Some(einvoice::TaxPoint::Payment));
    first
}

/// What the final invoice of the story below says of the instalments before it.
async fn deductions_are_written_down(firm: &Firm<'_>, last: &Record, before: [&Record; 2]) {
    let who = firm.who;
    let deductions = who.value("invoice", last, "deductions").lines().to_vec();
    let numbers = before.map(|invoice| who.value("invoice", invoice, "number"));
    let said: Vec<(Value, Value, Value)> = deductions
        .iter()
        .map(|line| ["number", "base", "amount"].map(|cell| line.cell(cell).clone()).into())
        .collect();
    let row = |n: usize, base, amount| {
        (numbers[n].clone(), Value::Decimal(dec(base)), Value::Decimal(dec(amount)))
    };
    let wanted = [
        row(0, "300.01", "57"),
        row(0, "100.01", "7"),
        row(1, "400.02", "76"),
        row(1, "133.34", "9.33"),
    ];
    assert_eq!(said, wanted);

    let read = firm.electronic("invoice", last).await;
    assert_eq!(read.kind, einvoice::Kind::Invoice);
    let named: Vec<&str> = read.preceding.iter().map(|one| one.number.as_str()).collect();
    assert_eq!(named, numbers.iter().map(|number| number.as_text()).collect::<Vec<_>>());
    let totals = einvoice::totals(&read);
    assert_eq!((totals.net, totals.vat, totals.due), (dec("400.02"), dec("64"), dec("464.03")));
    let bases: Vec<Decimal> = totals.breakdown.iter().map(|one| one.base).collect();
    assert_eq!(bases, [dec("300.02"), dec("100")]);
    let paper = records::output(who, "invoice", last.id, "document.pdf").await;
    assert!(paper.expect("a paper").bytes.starts_with(b"%PDF"));
}

scenario!(setting(), instalments_are_taken_off_the_final_invoice_with_their_tax, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let lines = vec![item("Anlage", "1", "1000.05"), reduced("Handbuch", "1", "333.35")];
    let order = firm.order(lines).await;
    assert_eq!(firm.amount("sales_order", &order, "total"), dec("1546.74"));

    let first = first_instalment(&firm, &order).await;
    let order = firm.now("sales_order", &order).await;
    assert_eq!(jana.value("sales_order", &order, "stage"), text("confirmed"));

    let second = firm.issues(&firm.instalment(&order, "40").await).await;
    assert!(firm.cells("invoice", &second, "name")[0].as_text().starts_with("2. Abschlag"));
    assert_eq!(firm.amount("invoice", &second, "net"), dec("533.36"));
    assert_eq!(firm.amount("invoice", &second, "total"), dec("618.69"));
    firm.pays("invoice", &second).await;

    let last = firm.closes(&order).await;
    assert_eq!(firm.amount("invoice", &last, "subtotal"), dec("1333.4"));
    assert_eq!(firm.amount("invoice", &last, "prepaid"), dec("-933.38"));
    let last = firm.issues(&last).await;
    assert_eq!(jana.value("invoice", &last, "kind"), text("final"));
    assert_eq!(firm.amount("invoice", &last, "net"), dec("400.02"));
    // 19 % of 300.02 and 7 % of 100.00; the cent between the taxes of three invoices and that of
    // one is rounding.
    assert_eq!(firm.amount("invoice", &last, "tax"), dec("64"));
    assert_eq!(firm.amount("invoice", &last, "rounding"), dec("0.01"));
    assert_eq!(firm.amount("invoice", &last, "total"), dec("464.03"));
    let all = [&first, &second, &last].map(|invoice| firm.amount("invoice", invoice, "total"));
    assert_eq!(all.into_iter().sum::<Decimal>(), dec("1546.74"));
    deductions_are_written_down(&firm, &last, [&first, &second]).await;
    let order = firm.now("sales_order", &order).await;
    assert_eq!(jana.value("sales_order", &order, "stage"), text("billed"));
});

scenario!(
    setting(),
    an_instalment_is_cancelled_after_the_invoice_that_took_it_off,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let firm = Firm::of(&jana).await;
        let order = firm.order(vec![item("Anlage", "2", "1000")]).await;
        let first = firm.issues(&firm.instalment(&order, "30").await).await;
        let second = firm.issues(&firm.instalment(&order, "20").await).await;
        let dropped = firm.does("sales_order", &order, "cancel").await;
        assert_eq!(problems(dropped), ["stage: instalments_stay"]);
        let last = firm.issues(&firm.closes(&order).await).await;
        assert_eq!(firm.amount("invoice", &last, "total"), dec("1190"));
        assert_eq!(conflict(firm.cancels(&first).await), "deducted_already");

        firm.cancels(&last).await.expect("the final invoice is cancelled");
        let taken_back = firm.newest("cancellation").await;
        assert_eq!(firm.amount("cancellation", &taken_back, "total"), dec("1190"));
        let read = firm.electronic("cancellation", &taken_back).await;
        assert_eq!(einvoice::totals(&read).due, dec("1190"));
        firm.cancels(&first).await.expect("then the instalment");
        let order = firm.now("sales_order", &order).await;
        assert_eq!(jana.value("sales_order", &order, "stage"), text("confirmed"));
        let again = firm.issues(&firm.closes(&order).await).await;
        assert_eq!(firm.amount("invoice", &again, "net"), dec("1600"));
        assert_eq!(conflict(firm.cancels(&second).await), "deducted_already");
    }
);

scenario!(setting(), what_is_no_instalment_is_told_where_it_was_said, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Anlage", "1", "1000.05")]).await;
    let wrong = [
        (vec![], "percent: percent_or_amount"),
        (
            vec![("percent", number("30")), ("amount", money("10", "EUR"))],
            "percent: percent_or_amount",
        ),
        (vec![("percent", number("0"))], "percent: no_instalment_share"),
        (vec![("percent", number("100.5"))], "percent: no_instalment_share"),
        (vec![("amount", money("-5", "EUR"))], "amount: no_instalment_amount"),
        (vec![("amount", money("5", "CHF"))], "amount: other_currency"),
        (vec![("amount", money("1000.06", "EUR"))], "amount: instalments_exceed_order"),
    ];
    for (said, problem) in wrong {
        let refused = firm.answers("sales_order", &order, ("instalment", said)).await;
        assert_eq!(problems(refused), [problem]);
    }
    // Twice 50 % of 1000.05 is 500.03 each; the second is what is left.
    let first = firm.issues(&firm.instalment(&order, "50").await).await;
    assert_eq!(firm.amount("invoice", &first, "net"), dec("500.03"));
    let second = firm.instalment(&order, "50").await;
    assert_eq!(firm.amount("invoice", &second, "net"), dec("500.02"));
    let third = firm.instalment(&order, "10").await;
    firm.issues(&second).await;
    assert_eq!(conflict(firm.does("invoice", &third, "issue").await), "instalments_exceed_order");
    let more =
        firm.answers("sales_order", &order, ("instalment", [("percent", number("1"))])).await;
    assert_eq!(problems(more), ["percent: instalments_exceed_order"]);
});

scenario!(setting(), a_final_invoice_knows_all_instalments_and_bills_all, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Anlage", "2", "1000"), item("Aufbau", "1", "500")]).await;
    firm.does("sales_order", &order, "bill").await.expect("a draft of all before instalments");
    let early = firm.newest("invoice").await;
    let late = firm.instalment(&order, "10").await;
    firm.issues(&firm.instalment(&order, "40").await).await;
    let rest = firm.does("sales_order", &order, "bill").await;
    assert_eq!(conflict(rest), "bill_final_first");
    let supplied = [("supply_from", testkit::day("2026-11-20"))];
    let early = firm.changes("invoice", &early, supplied).await;
    assert_eq!(conflict(firm.does("invoice", &early, "issue").await), "bill_final_first");

    let stale = firm.closes(&order).await;
    let unread = firm.issues(&late).await;
    assert_eq!(conflict(firm.does("invoice", &stale, "issue").await), "instalments_changed");
    let last = firm.closes(&order).await;
    assert_eq!(firm.amount("invoice", &last, "net"), dec("1250"));
    let mut lines = jana.value("invoice", &last, "lines").lines().to_vec();
    lines.truncate(1);
    let short = firm.closes(&order).await;
    let short = firm.changes("invoice", &short, [("lines", Value::of_lines(lines))]).await;
    assert_eq!(conflict(firm.does("invoice", &short, "issue").await), "final_bills_all");
    firm.issues(&last).await;
    assert_eq!(conflict(firm.cancels(&unread).await), "deducted_already");
    let order = firm.now("sales_order", &order).await;
    let more = firm.does("sales_order", &order, "bill_final").await;
    assert_eq!(conflict(more), "nothing_left_to_bill");
});

scenario!(setting(), instalments_above_what_is_left_come_back_to_the_customer, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Anlage", "2", "100")]).await;
    firm.issues(&firm.instalment(&order, "80").await).await;
    let mut lines = jana.value("sales_order", &order, "lines").lines().to_vec();
    lines[0].set("quantity", number("1"));
    let order = firm.changes("sales_order", &order, [("lines", Value::of_lines(lines))]).await;
    let last = firm.issues(&firm.closes(&order).await).await;
    assert_eq!(firm.amount("invoice", &last, "net"), dec("-60"));
    assert_eq!(firm.amount("invoice", &last, "total"), dec("-71.4"));
    let read = firm.electronic("invoice", &last).await;
    assert_eq!(einvoice::totals(&read).due, dec("-71.4"));
    let paper = records::output(&jana, "invoice", last.id, "document.pdf").await;
    assert!(paper.expect("a paper").bytes.starts_with(b"%PDF"));
});

scenario!(setting(), one_rest_is_billed_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Anlage", "2", "100")]).await;
    firm.does("sales_order", &order, "bill").await.expect("a draft");
    let first = firm.newest("invoice").await;
    firm.does("sales_order", &order, "bill").await.expect("another draft of the same");
    let second = firm.newest("invoice").await;
    let first = firm.issued(&first).await;
    let supplied = [("supply_from", testkit::day("2026-11-20"))];
    let second = firm.changes("invoice", &second, supplied).await;
    assert_eq!(conflict(firm.does("invoice", &second, "issue").await), "billed_already");
    firm.cancels(&first).await.expect("it is cancelled");
    let order = firm.now("sales_order", &order).await;
    assert_eq!(jana.value("sales_order", &order, "billed_amount"), Value::Empty);
    firm.issues(&second).await;
});

scenario!(setting(), cents_that_parts_round_away_are_billed_with_the_last, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Sensor", "3", "33.33")]).await;
    let order = firm.changes("sales_order", &order, [("discount_rate", number("5"))]).await;
    assert_eq!(firm.amount("sales_order", &order, "net"), dec("94.99"));
    let mut nets = Vec::new();
    for quantity in ["1", "1", ""] {
        firm.does("sales_order", &order, "bill").await.expect("a draft");
        let mut draft = firm.newest("invoice").await;
        if !quantity.is_empty() {
            let mut lines = jana.value("invoice", &draft, "lines").lines().to_vec();
            lines[0].set("quantity", number(quantity));
            let one = [("lines", Value::of_lines(lines))];
            draft = firm.changes("invoice", &draft, one).await;
        }
        let issued = firm.issued(&draft).await;
        nets.push(firm.amount("invoice", &issued, "net"));
    }
    assert_eq!(nets, [dec("31.66"), dec("31.66"), dec("31.67")]);
    let kinds = jana.lists("invoice", "kind = \"partial\"", "created_at").await;
    assert_eq!(kinds.len(), 2, "the last closes the order");
    let order = firm.now("sales_order", &order).await;
    let again = Input::of([("shipping", money("1", "EUR"))]);
    records::update(&jana, "sales_order", order.id, None, again).await.expect("it is still ours");
});

scenario!(setting(), gross_prices_come_to_what_was_ordered, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Fahrrad", "1", "999.99")]).await;
    let order = firm.changes("sales_order", &order, [("price_kind", text("gross"))]).await;
    // 999.99 with 19 % is 840.33 and 159.66.
    assert_eq!(firm.amount("sales_order", &order, "net"), dec("840.33"));
    let first = firm.issues(&firm.instalment(&order, "33.33").await).await;
    assert_eq!(firm.amount("invoice", &first, "net"), dec("280.08"));
    assert_eq!(firm.amount("invoice", &first, "total"), dec("333.3"));
    let last = firm.issues(&firm.closes(&order).await).await;
    assert_eq!(firm.amount("invoice", &last, "prepaid"), dec("-333.3"));
    assert_eq!(firm.amount("invoice", &last, "net"), dec("560.25"));
    assert_eq!(firm.amount("invoice", &last, "total"), dec("666.69"));
});

scenario!(setting(), instalments_and_parts_together_leave_something_to_close, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Anlage", "10", "100")]).await;
    firm.issues(&firm.instalment(&order, "40").await).await;
    let supplied = testkit::day("2026-11-20");
    for (quantity, is_refused) in [("7", true), ("6", false)] {
        let lines = jana.value("sales_order", &order, "lines");
        let mut lines = lines.lines().to_vec();
        lines[0].set("quantity", number(quantity));
        let link = Value::Link(jana.link("sales_order", &order));
        let [subject, account] = firm.about();
        let values = [
            subject,
            account,
            ("sales_order", link),
            ("supply_from", supplied.clone()),
            ("lines", Value::of_lines(lines)),
        ];
        let part = jana.saves("invoice", values).await;
        let issued = firm.does("invoice", &part, "issue").await;
        match is_refused {
            true => assert_eq!(conflict(issued), "bill_final_first"),
            false => assert_eq!(jana.value("invoice", &issued.unwrap(), "kind"), text("partial")),
        }
    }
    let order = firm.now("sales_order", &order).await;
    let more =
        firm.answers("sales_order", &order, ("instalment", [("percent", number("1"))])).await;
    assert_eq!(problems(more), ["percent: instalments_exceed_order"]);
    let last = firm.issues(&firm.closes(&order).await).await;
    assert_eq!(firm.amount("invoice", &last, "total"), Decimal::ZERO);
});
