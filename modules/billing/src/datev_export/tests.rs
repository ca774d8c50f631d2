//! What a tax consultant gets, as stories.

use std::io::{Cursor, Read};

use kernel::Value;
use records::{Answers, Record};
use testkit::{Person, Sees, conflict, day, link, number, problems, scenario, text};
use zip::ZipArchive;

use crate::firm::{Firm, item, money};
use crate::offer::setting;

/// What an archive holds, in the order of the alphabet.
fn names(archive: &ZipArchive<Cursor<impl AsRef<[u8]>>>) -> Vec<String> {
    let names = archive.file_names().map(|name| name.expect("a name").into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// The lines of a table in an archive, by how its name begins.
fn rows(archive: &[u8], name: &str) -> Vec<String> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let names = names(&archive);
    let found = names.iter().find(|known| known.starts_with(name)).expect("the table is there");
    let mut bytes = Vec::new();
    archive.by_name(found).expect("it is there").read_to_end(&mut bytes).expect("it is read");
    datev::extf::check(&bytes).expect("DATEV takes it");
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    text.lines().skip(2).map(str::to_owned).collect()
}

/// Amount, side, account, contra account and document number of each booking.
fn said(rows: &[String]) -> Vec<String> {
    let cells = |row: &String| {
        let cells: Vec<&str> = row.split(';').map(|cell| cell.trim_matches('"')).collect();
        [cells[0], cells[1], cells[6], cells[7], cells[10]].join(" ")
    };
    rows.iter().map(cells).collect()
}

async fn chart(who: &Person) -> Record {
    let values = [("name", text("Bücher")), ("consultant", text("1001")), ("client", text("1"))];
    who.saves("chart_of_accounts", values).await
}

async fn november(who: &Person) -> Record {
    let values = [("from", day("2026-11-01")), ("until", day("2026-11-30"))];
    who.saves("datev_export", values).await
}

scenario!(setting(), a_month_is_booked_with_discounts_and_corrections, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let chart = chart(&jana).await;
    assert_eq!(jana.value("chart_of_accounts", &chart, "bank"), text("1200"));
    let dated = [("invoice_date", day("2026-11-10"))];
    let book = item("Handbuch", "1", "100").with("tax_class", text("reduced"));
    let lines = vec![item("Beratung", "10", "100"), book];
    let invoice = firm.writes("invoice", lines, dated).await;
    let paid = Answers::of([
        ("amount", money("1272.04")),
        ("discount", money("24.96")),
        ("paid_on", day("2026-11-20")),
        ("method", text("transfer")),
    ]);
    records::act(&jana, "invoice", (invoice.id, None), "pay", paid).await.expect("paid");
    let corrects = [("invoice", link("invoice", &invoice)), ("invoice_date", day("2026-11-25"))];
    let credit = firm.writes("credit_note", vec![item("Beratung", "1", "50")], corrects).await;
    let of =
        |module: &str, record: &Record| jana.value(module, record, "number").as_text().to_owned();
    let (re, rk) = (of("invoice", &invoice), of("credit_note", &credit));

    let export = november(&jana).await;
    let made = records::output(&jana, "datev_export", export.id, "bookings.zip").await;
    let made = made.expect("an archive");
    assert_eq!(made.media_type(), "application/zip");
    // 1.190,00 at 19 %, 107,00 at 7 %; 24,96 of discount in that proportion.
    assert_eq!(
        said(&rows(&made.bytes, "EXTF_Buchungsstapel")),
        [
            format!("1190,00 S 10001 8400 {re}"),
            format!("107,00 S 10001 8300 {re}"),
            format!("1272,04 S 1200 10001 {re}"),
            format!("22,90 S 8736 10001 {re}"),
            format!("2,06 S 8731 10001 {re}"),
            format!("59,50 H 10001 8400 {rk}"),
        ]
    );
    assert_eq!(rows(&made.bytes, "EXTF_DebKred").len(), 1);

    let made = records::output(&jana, "datev_export", export.id, "documents.zip").await;
    let mut archive = ZipArchive::new(Cursor::new(made.expect("papers").bytes)).expect("a set");
    assert_eq!(names(&archive), [format!("{re}.pdf"), format!("{rk}.pdf"), "document.xml".into()]);
    let mut list = String::new();
    archive.by_name("document.xml").expect("a list").read_to_string(&mut list).expect("text");
    assert!(list.contains(&invoice.id.to_string()), "bookings link to documents");
});

scenario!(
    setting(),
    what_was_billed_ahead_leaves_its_account_with_the_final_invoice,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let firm = Firm::of(&jana).await;
        chart(&jana).await;
        let order = firm.order(vec![item("Beratung", "10", "100")]).await;
        let said_how = [("percent", number("30"))];
        firm.answers("sales_order", &order, ("instalment", said_how)).await.expect("a draft");
        let dated = [("invoice_date", day("2026-11-10"))];
        let first = firm.changes("invoice", &firm.newest("invoice").await, dated).await;
        let first = firm.issued(&first).await;
        firm.does("sales_order", &order, "bill_final").await.expect("a draft");
        let dated = [("invoice_date", day("2026-11-20"))];
        let last = firm.changes("invoice", &firm.newest("invoice").await, dated).await;
        let last = firm.issued(&last).await;
        let export = november(&jana).await;
        let made = records::output(&jana, "datev_export", export.id, "bookings.zip").await;
        let of = |invoice: &Record| jana.value("invoice", invoice, "number").as_text().to_owned();
        let (first, last) = (of(&first), of(&last));
        assert_eq!(
            said(&rows(&made.expect("an archive").bytes, "EXTF_Buchungsstapel")),
            [
                format!("357,00 S 10001 1718 {first}"),
                format!("1190,00 S 10001 8400 {last}"),
                format!("357,00 H 10001 1718 {last}"),
            ]
        );
    }
);

scenario!(setting(), money_that_came_back_is_booked_back_on_that_day, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    chart(&jana).await;
    let dated = [("invoice_date", day("2026-11-10"))];
    let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], dated).await;
    let paid = firm.pays("invoice", &invoice).await;
    let back = [("returned_on", day("2026-11-23")), ("fee", money("3.50"))];
    firm.changes("payment", &paid, [("paid_on", day("2026-11-20"))]).await;
    firm.answers("payment", &paid, ("return", back)).await.expect("it came back");
    // What goes to a supplier is booked with what the supplier bills, not here.
    let vendor = jana.saves("vendor", [("name", text("Kabel & Klemmen OHG"))]).await;
    let out = [("amount", money("-50")), ("vendor", link("vendor", &vendor))];
    jana.saves("payment", out).await;
    let export = november(&jana).await;
    let made = records::output(&jana, "datev_export", export.id, "bookings.zip").await;
    let number = jana.value("invoice", &invoice, "number").as_text().to_owned();
    assert_eq!(
        said(&rows(&made.expect("an archive").bytes, "EXTF_Buchungsstapel")),
        [
            format!("119,00 S 10001 8400 {number}"),
            format!("119,00 S 1200 10001 {number}"),
            format!("119,00 H 1200 10001 {number}"),
            format!("3,50 S 4970 1200 {}", jana.value("payment", &paid, "number").as_text()),
        ]
    );
});

scenario!(setting(), a_rate_without_an_account_is_told_with_its_document, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let chart = chart(&jana).await;
    let dated = [("invoice_date", day("2026-11-10"))];
    firm.writes("invoice", vec![item("Beratung", "1", "100")], dated).await;
    let mut lines = jana.value("chart_of_accounts", &chart, "lines").lines().to_vec();
    lines.retain(|line| *line.cell("case") != text("standard"));
    let fewer = [("lines", Value::of_lines(lines))];
    firm.tries("chart_of_accounts", &chart, fewer).await.expect("an account less");
    let export = november(&jana).await;
    let made = records::output(&jana, "datev_export", export.id, "bookings.zip").await;
    assert_eq!(conflict(made), "no_revenue_account");
});

scenario!(setting(), a_chart_of_accounts_says_what_datev_would_refuse, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let chart = chart(&jana).await;
    for (field, value, place) in [
        ("consultant", text("7"), "consultant: out_of_range"),
        ("client", text("zwei"), "client: out_of_range"),
        ("account_length", number("9"), "account_length: out_of_range"),
        ("bank", text("12000"), "bank: account_length"),
        ("cash", text("Kasse"), "cash: account_length"),
    ] {
        let refused = firm.tries("chart_of_accounts", &chart, [(field, value)]).await;
        assert_eq!(problems(refused), [place]);
    }
    let other = [("framework", text("skr04"))];
    let other = firm.tries("chart_of_accounts", &chart, other).await.expect("another one");
    assert_eq!(jana.value("chart_of_accounts", &other, "bank"), text("1800"));
});
