//! How statements of banks become payments, as stories.

use kernel::{Decimal, Line, Result, Value};
use records::{Answers, Record, Work};
use testkit::{Person, Sees, codes, day, link, number, problems, scenario, text};

use crate::firm::{Firm, dec, item, money};
use crate::offer::setting;

const HEAD: &str =
    "Buchungstag;Wertstellung;Auftraggeber/Empfänger;IBAN;Verwendungszweck;Betrag;Währung";

/// A table as a bank gives it out.
fn table(rows: &[&str]) -> Vec<u8> {
    let lines: Vec<&str> = std::iter::once(HEAD).chain(rows.iter().copied()).collect();
    lines.join("\n").into_bytes()
}

async fn takes_in(who: &Person, bytes: Vec<u8>) -> Result<Record> {
    let input = records::read_file(who, "bank_statement", bytes.into()).await?;
    let cx = (**who).clone();
    let store = cx.store().clone();
    store.write(move |tx| Work::new(tx, &cx).take_in("bank_statement", input.clone())).await
}

scenario!(setting(), a_statement_proposes_what_its_entries_are_for, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let one = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    let terms = [
        ("invoice_date", day("2026-11-20")),
        ("cash_discount_days", number("10")),
        ("cash_discount_rate", number("2")),
    ];
    let two = firm.writes("invoice", vec![item("Reise", "1", "200")], terms).await;
    let printed = |invoice: &Record| jana.value("invoice", invoice, "number").as_text().to_owned();
    let rows = [
        format!(
            "25.11.2026;25.11.2026;Elbtal GmbH;DE89370400440532013000;Rechnung {};119,00;EUR",
            printed(&one)
        ),
        format!(
            "26.11.2026;26.11.2026;Elbtal GmbH;DE89370400440532013000;{} abz. Skonto;233,24;EUR",
            printed(&two)
        ),
        "27.11.2026;27.11.2026;Stadtwerke;DE02500105170137075030;Strom;-59,50;EUR".to_owned(),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let statement = takes_in(&jana, table(&rows)).await.expect("it is read");
    assert_eq!(jana.value("bank_statement", &statement, "entries"), number("3"));
    assert_eq!(jana.value("bank_statement", &statement, "until"), day("2026-11-27"));
    let entries = jana.value("bank_statement", &statement, "lines").lines().to_vec();

    let payments = jana.lists("payment", "", "amount").await;
    assert_eq!(payments.len(), 3, "{payments:?}");
    let of = async |at: usize| {
        let Value::Link(link) = entries[at].cell("payment").clone() else { panic!("no payment") };
        records::get(&jana, "payment", link.id).await.expect("it is there")
    };
    let (first, second, third) = (of(0).await, of(1).await, of(2).await);
    let parts = |payment: &Record| jana.value("payment", payment, "lines").lines().to_vec();
    assert_eq!(*parts(&first)[0].cell("document"), link("invoice", &one));
    let wanted = codes(&["match_number", "match_amount", "match_name"]);
    assert_eq!(jana.value("payment", &first, "reasons"), wanted);
    assert_eq!(*parts(&second)[0].cell("amount"), number("233.24"));
    assert_eq!(*parts(&second)[0].cell("discount"), number("4.76"));
    assert!(parts(&third).is_empty());
    assert_eq!(firm.amount("payment", &third, "unallocated"), dec("-59.5"));
    let still = firm.now("invoice", &one).await;
    assert_eq!(firm.amount("invoice", &still, "open_amount"), dec("119"), "a person books");

    firm.does("payment", &first, "book").await.expect("booked");
    firm.does("payment", &second, "book").await.expect("booked");
    firm.does("payment", &third, "ignore").await.expect("it stays out");
    for invoice in [&one, &two] {
        let paid = firm.now("invoice", invoice).await;
        assert_eq!(jana.value("invoice", &paid, "stage"), text("paid"));
        assert_eq!(firm.amount("invoice", &paid, "open_amount"), Decimal::ZERO);
    }
});

/// An approved invoice of a supplier over 119.00.
async fn owed(who: &Person, vendor: &Record) -> Record {
    let position = Line::of("item")
        .with("name", text("Wartung"))
        .with("quantity", number("1"))
        .with("unit_price", number("100"))
        .with("tax_category", text("s"))
        .with("tax_rate", number("19"));
    let values = [
        ("vendor", link("vendor", vendor)),
        ("vendor_number", text("W-2026-118")),
        ("invoice_date", day("2026-11-20")),
        ("iban", text("DE02 5001 0517 0137 0750 30")),
        ("cash_discount_on", day("2026-11-30")),
        ("cash_discount_rate", number("2")),
        ("lines", Value::of_lines(vec![position])),
    ];
    let invoice = who.saves("incoming_invoice", values).await;
    let of = (invoice.id, None);
    let approved = records::act(who, "incoming_invoice", of, "approve", Answers::default());
    approved.await.expect("it is approved")
}

scenario!(setting(), money_that_goes_out_is_for_invoices_of_suppliers, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let vendor = jana.saves("vendor", [("name", text("Kabel & Klemmen OHG"))]).await;
    let invoice = owed(&jana, &vendor).await;
    // 2 % of 119.00 are 2.38.
    let row = "25.11.2026;25.11.2026;Kabel u Klemmen;DE02500105170137075030;W-2026-118;-116,62;EUR";
    takes_in(&jana, table(&[row])).await.expect("it is read");
    let payment = firm.newest("payment").await;
    assert_eq!(jana.value("payment", &payment, "vendor"), link("vendor", &vendor));
    assert_eq!(jana.value("payment", &payment, "account"), Value::Empty);
    let lines = jana.value("payment", &payment, "lines").lines().to_vec();
    assert_eq!(*lines[0].cell("document"), link("incoming_invoice", &invoice));
    assert_eq!(*lines[0].cell("discount"), number("2.38"));
    firm.does("payment", &payment, "book").await.expect("booked");
    let paid = firm.now("incoming_invoice", &invoice).await;
    assert_eq!(jana.value("incoming_invoice", &paid, "stage"), text("paid"));
});

scenario!(setting(), what_the_house_booked_itself_is_known_again, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let out = |amount: &str| {
        let iban = ("iban", text("DE02500105170137075030"));
        [("amount", money(amount)), ("paid_on", day("2026-11-23")), iban]
    };
    let first = jana.saves("payment", out("-119")).await;
    let second = jana.saves("payment", out("-119")).await;
    let late = [("paid_on", day("2026-10-01"))];
    let other = jana.saves("payment", out("-50").into_iter().chain(late)).await;
    let row = |day: &str, amount: &str, said: &str| {
        format!("{day};{day};Kabel u Klemmen;DE02500105170137075030;{said};{amount};EUR")
    };
    let rows = [
        row("24.11.2026", "-119,00", "ER-1"),
        row("24.11.2026", "-119,00", "ER-2"),
        row("24.11.2026", "-119,00", "ER-3"),
        row("24.11.2026", "-50,00", "ER-4"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let statement = takes_in(&jana, table(&rows)).await.expect("it is read");
    let again = takes_in(&jana, table(&rows[..1])).await.expect("it overlaps");
    let payments = |statement: &Record| {
        let lines = jana.value("bank_statement", statement, "lines").lines().to_vec();
        lines.iter().map(|line| line.cell("payment").clone()).collect::<Vec<_>>()
    };
    let known = payments(&statement);
    assert_eq!(known[..2], [link("payment", &first), link("payment", &second)]);
    assert_ne!(known[3], link("payment", &other), "it lies weeks back");
    assert_eq!(payments(&again), known[..1]);
    assert_eq!(jana.lists("payment", "stage = \"proposed\"", "amount").await.len(), 2);
    let first = firm.now("payment", &first).await;
    assert_eq!(jana.value("payment", &first, "stage"), text("booked"));
});

scenario!(setting(), an_entry_that_comes_twice_is_one_payment, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    Firm::of(&jana).await;
    let monday = "23.11.2026;23.11.2026;Elbtal GmbH;DE89370400440532013000;Anzahlung;50,00;EUR";
    let tuesday = "24.11.2026;24.11.2026;Elbtal GmbH;DE89370400440532013000;Rest;70,00;EUR";
    let first = takes_in(&jana, table(&[monday])).await.expect("it is read");
    let second = takes_in(&jana, table(&[monday, tuesday])).await.expect("it overlaps");
    assert_eq!(jana.lists("payment", "", "amount").await.len(), 2);
    let payment = |statement: &Record| {
        let lines = jana.value("bank_statement", statement, "lines").lines().to_vec();
        lines[0].cell("payment").clone()
    };
    assert_eq!(payment(&first), payment(&second));
});

scenario!(setting(), an_account_that_paid_before_tells_who_it_is, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let values = [
        ("amount", money("10")),
        ("account", link("account", &firm.account)),
        ("iban", text("DE89370400440532013000")),
    ];
    jana.saves("payment", values).await;
    let row = "23.11.2026;23.11.2026;E. Meier;DE89370400440532013000;Danke;50,00;EUR";
    takes_in(&jana, table(&[row])).await.expect("it is read");
    let payment = firm.newest("payment").await;
    assert_eq!(jana.value("payment", &payment, "account"), link("account", &firm.account));
    assert_eq!(jana.value("payment", &payment, "stage"), text("proposed"));
});

scenario!(setting(), what_is_no_statement_leaves_nothing_behind, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    Firm::of(&jana).await;
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><Document>&b;</Document>";
    for (bytes, said) in [
        (b"Guten Tag".to_vec(), "file: statement_unknown_form"),
        (bomb.as_bytes().to_vec(), "file: statement_document_type"),
        (table(&[]), "file: statement_empty"),
        (table(&["gestern;;;;;12,00;EUR"]), "file: statement_date"),
    ] {
        assert_eq!(problems(takes_in(&jana, bytes).await), [said]);
    }
    assert!(jana.lists("payment", "", "amount").await.is_empty());
    assert!(jana.lists("bank_statement", "", "title").await.is_empty());
});
