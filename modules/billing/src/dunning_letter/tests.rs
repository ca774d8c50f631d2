//! What dunning letters are, as stories.

use kernel::{Line, Link, Value, parse_decimal};
use records::{Answers, Input, ListQuery, Record};
use testkit::{Person, Scene, Sees, conflict, day, link, problems, scenario, text, yes};

use crate::offer::setting;

fn number(text: &str) -> Value {
    Value::Decimal(parse_decimal(text).expect("a number"))
}

/// A firm that is owed money, told by who works there.
struct Firm {
    who: Person,
    account: Record,
}

impl Firm {
    /// A firm with the levels and rates that come along, and a customer.
    async fn of(scene: &Scene) -> Self {
        let who = scene.as_user("jana", Sees::All).await;
        let company = [("name", text("Birkenau Systemhaus GmbH")), ("vat_id", text("DE136695976"))];
        who.saves("company", company).await;
        for module in ["dunning_level", "base_rate"] {
            assert!(0 < records::run_errand(&who, module, "lay_in").await.expect("laid in"));
        }
        let address = kernel::Address {
            street: "Hafenstraße 7".into(),
            zip: "20457".into(),
            city: "Hamburg".into(),
            ..kernel::Address::default()
        };
        let entry = kernel::Entry { label: "billing".into(), value: Value::Address(address) };
        let address = ("address", Value::Several(vec![entry]));
        let account = who.saves("account", [("name", text("Elbtal GmbH")), address]).await;
        Firm { who, account }
    }

    /// An invoice of 1,190.00 with tax, to be paid within thirty days of its date.
    async fn owes(&self, since: &str, more: &[(&str, Value)]) -> Record {
        let line = Line::of("item")
            .with("name", text("Beratung"))
            .with("tax_class", text("standard"))
            .with("quantity", number("1"))
            .with("unit_price", number("1000"));
        let values = [
            ("subject", text("Beratung")),
            ("account", link("account", &self.account)),
            ("invoice_date", day(since)),
            ("supply_from", day(since)),
            ("lines", Value::of_lines(vec![line])),
        ];
        let invoice = self.who.saves("invoice", values.into_iter().chain(more.to_vec())).await;
        self.does("invoice", &invoice, "issue").await.expect("it is issued")
    }

    async fn does(&self, module: &str, record: &Record, action: &str) -> kernel::Result<Record> {
        records::act(&self.who, module, (record.id, None), action, Answers::default()).await
    }

    /// Runs through what is due; gives how many letters changed.
    async fn runs(&self) -> u64 {
        let ran = records::run_errand(&self.who, "dunning_letter", "propose").await;
        ran.expect("a run comes to its end")
    }

    async fn letters(&self, filter: &str) -> Vec<Record> {
        let (filter, sort) = (filter.to_owned(), "-created_at".to_owned());
        let list = ListQuery { filter, sort, limit: 50, ..ListQuery::default() };
        let found = records::find(&self.who, "dunning_letter", &list).await;
        found.expect("letters are listed").page.records
    }

    /// The one letter that is proposed.
    async fn proposed(&self) -> Record {
        let mut letters = self.letters(r#"stage = "draft""#).await;
        assert_eq!(letters.len(), 1, "one letter is proposed");
        letters.remove(0)
    }

    /// The one letter that is proposed, approved and sent.
    async fn sends(&self) -> Record {
        let approved = self.does("dunning_letter", &self.proposed().await, "approve").await;
        let approved = approved.expect("it is approved");
        self.does("dunning_letter", &approved, "mark_sent").await.expect("it is sent")
    }

    async fn changes(&self, module: &str, record: &Record, values: &[(&str, Value)]) {
        self.who.changes(module, record, values.to_vec()).await;
    }

    async fn is_paid(&self, invoice: &Record, amount: &str) {
        let link = Value::Link(Link::new("invoice", invoice.id));
        let line = kernel::Line::of("allocation").with("document", link);
        let amount = testkit::money(amount, "EUR");
        let values = [("amount", amount), ("lines", Value::of_lines(vec![line]))];
        self.who.saves("payment", values).await;
    }

    fn asked(&self, letter: &Record, field: &str) -> Value {
        self.who.value("dunning_letter", letter, field)
    }

    /// What a letter asks for: open, interest, flat sum, fees and all of it.
    fn asks(&self, letter: &Record) -> [String; 5] {
        let fields = ["open_total", "interest_total", "flat_total", "fee_total", "total"];
        fields.map(|field| amount(&self.asked(letter, field)))
    }

    /// How far an invoice has been dunned: level, day, fees, interest and flat sum.
    async fn reached(&self, invoice: &Record) -> String {
        let invoice = self.who.reads("invoice", invoice).await;
        let value = |field| self.who.value("invoice", &invoice, field);
        let on = match value("dunned_on") {
            Value::Date(day) => day.to_string(),
            _ => "never".into(),
        };
        let asked = ["dunning_fees", "dunning_interest", "flat_sum"].map(|f| amount(&value(f)));
        format!("{} on {on}, {}", whole(&value("dunning_level")), asked.join(", "))
    }
}

fn amount(value: &Value) -> String {
    match value {
        Value::Money(money) => format!("{:.2}", money.amount),
        Value::Decimal(number) => format!("{number:.2}"),
        _ => "-".into(),
    }
}

fn whole(value: &Value) -> String {
    if let Value::Decimal(number) = value { number.normalize().to_string() } else { "-".into() }
}

scenario!(setting(), who_does_not_pay_is_reminded_then_dunned_twice, async |scene| {
    let firm = Firm::of(&scene).await;
    // Due on 9 November: 14 days late on the 23rd.
    let invoice = firm.owes("2026-10-10", &[]).await;
    assert_eq!(firm.runs().await, 1);
    let reminder = firm.proposed().await;
    assert_eq!(firm.asked(&reminder, "subject"), text("Zahlungserinnerung"));
    assert_eq!(firm.asked(&reminder, "number"), Value::Empty, "a proposal has no number");
    assert_eq!(firm.asks(&reminder), ["1190.00", "-", "-", "-", "1190.00"]);
    assert_eq!(firm.asked(&reminder, "pay_until"), day("2026-12-03"));
    assert_eq!(firm.reached(&invoice).await, "- on never, -, -, -");
    let sent = firm.sends().await;
    assert_eq!(firm.asked(&sent, "number"), text("MA-2026-00001"));
    assert_eq!(firm.asked(&sent, "sent_on"), day("2026-11-23"));
    assert_eq!(firm.reached(&invoice).await, "1 on 2026-11-23, -, -, -");

    scene.after_hours(13 * 24);
    assert_eq!(firm.runs().await, 0, "the days of the next level have not passed");
    scene.after_hours(24);
    assert_eq!(firm.runs().await, 1);
    // 28 days at 10.27 %: 1190 × 10.27 × 28 / 36500 = 9.375.
    let first = firm.sends().await;
    assert_eq!(firm.asked(&first, "subject"), text("1. Mahnung"));
    assert_eq!(firm.asks(&first), ["1190.00", "9.38", "-", "2.50", "1201.88"]);
    assert_eq!(firm.asked(&first, "interest_rate"), number("10.27"));
    assert_eq!(firm.asked(&first, "base_rate_from"), day("2026-01-01"));
    assert_eq!(firm.reached(&invoice).await, "2 on 2026-12-07, 2.50, 9.38, -");

    scene.after_hours(14 * 24);
    assert_eq!(firm.runs().await, 1);
    // 14 more days: 4.6876; the fee of the letter before is still owed.
    let second = firm.sends().await;
    assert_eq!(firm.asks(&second), ["1190.00", "14.07", "40.00", "5.00", "1249.07"]);
    assert_eq!(firm.reached(&invoice).await, "3 on 2026-12-21, 5.00, 14.07, 40.00");

    scene.after_hours(14 * 24);
    assert_eq!(firm.runs().await, 1);
    // 14 more days, ten of them in the new year at the same rate; the flat sum is asked once.
    let last = firm.sends().await;
    assert_eq!(firm.asks(&last), ["1190.00", "18.76", "40.00", "7.50", "1256.26"]);
    scene.after_hours(90 * 24);
    assert_eq!(firm.runs().await, 0, "there is no further level");
});

scenario!(setting(), a_consumer_owes_less_and_no_flat_sum, async |scene| {
    let firm = Firm::of(&scene).await;
    firm.changes("account", &firm.account, &[("is_consumer", yes())]).await;
    firm.owes("2026-10-10", &[]).await;
    firm.runs().await;
    firm.sends().await;
    scene.after_hours(14 * 24);
    firm.runs().await;
    // 28 days at 6.27 %: 5.7237.
    assert_eq!(firm.asks(&firm.sends().await), ["1190.00", "5.72", "-", "2.50", "1198.22"]);
    scene.after_hours(14 * 24);
    firm.runs().await;
    // 14 more days: 2.8619.
    assert_eq!(firm.asks(&firm.sends().await), ["1190.00", "8.58", "-", "5.00", "1203.58"]);
});

scenario!(setting(), a_run_that_is_started_twice_makes_nothing_twice, async |scene| {
    let firm = Firm::of(&scene).await;
    firm.owes("2026-10-10", &[]).await;
    assert_eq!(firm.runs().await, 1);
    assert_eq!(firm.runs().await, 0);
    let before = scene.dump(&["dunning_letters", "history"]).await;
    let daily = records::daily_errands(&scene.engine);
    assert!(daily.contains(&("dunning_letter".to_owned(), "propose")), "it comes by itself");
    assert_eq!(firm.runs().await, 0);
    assert_eq!(scene.dump(&["dunning_letters", "history"]).await, before);
    firm.who.changes("dunning_letter", &firm.proposed().await, [("opening", text("Moin,"))]).await;
    scene.after_hours(24);
    assert_eq!(firm.runs().await, 1, "a day later the proposal is of that day");
    let letter = firm.proposed().await;
    assert_eq!(firm.asked(&letter, "letter_date"), day("2026-11-24"));
    assert_eq!(firm.asked(&letter, "opening"), text("Moin,"), "words stay as somebody wrote them");
});

scenario!(setting(), two_invoices_stand_in_one_letter_at_their_own_levels, async |scene| {
    let firm = Firm::of(&scene).await;
    let older = firm.owes("2026-10-10", &[]).await;
    firm.runs().await;
    firm.sends().await;
    // Due on 30 November: seven days late on 7 December.
    let younger = firm.owes("2026-10-31", &[]).await;
    scene.after_hours(14 * 24);
    assert_eq!(firm.runs().await, 1);
    let letter = firm.proposed().await;
    let lines = firm.asked(&letter, "lines").lines().to_vec();
    let shown: Vec<[String; 3]> =
        lines.iter().map(|l| ["level", "interest", "fee"].map(|c| amount(l.cell(c)))).collect();
    assert_eq!(shown, [["2.00", "9.38", "2.50"], ["1.00", "-", "-"]]);
    assert_eq!(
        firm.asked(&letter, "subject"),
        text("1. Mahnung"),
        "its words are the sterner ones"
    );
    assert_eq!(firm.asks(&letter), ["2380.00", "9.38", "-", "2.50", "2391.88"]);
    firm.sends().await;
    assert_eq!(firm.reached(&older).await, "2 on 2026-12-07, 2.50, 9.38, -");
    assert_eq!(firm.reached(&younger).await, "1 on 2026-12-07, -, -, -");
});

scenario!(setting(), two_currencies_are_two_letters, async |scene| {
    let firm = Firm::of(&scene).await;
    firm.owes("2026-10-10", &[]).await;
    firm.owes("2026-10-10", &[("currency", text("CHF")), ("language", text("en"))]).await;
    assert_eq!(firm.runs().await, 2);
    for letter in firm.letters("").await {
        firm.does("dunning_letter", &letter, "approve").await.expect("approved");
        firm.does("dunning_letter", &letter, "mark_sent").await.expect("sent");
    }
    scene.after_hours(28 * 24);
    assert_eq!(firm.runs().await, 2);
    let swiss = firm.letters(r#"currency = "CHF" and stage = "draft""#).await;
    assert_eq!(firm.asked(&swiss[0], "subject"), text("First dunning letter"));
    // 42 days at 10.27 %: 14.0628. A fee in euro is asked of no francs.
    assert_eq!(firm.asks(&swiss[0]), ["1190.00", "14.06", "-", "-", "1204.06"]);
    let euro = firm.letters(r#"currency = "EUR" and stage = "draft""#).await;
    assert_eq!(firm.asks(&euro[0]), ["1190.00", "14.06", "-", "2.50", "1206.56"]);
});

scenario!(setting(), whoever_is_left_in_peace_gets_no_letter, async |scene| {
    let firm = Firm::of(&scene).await;
    let stopped = firm.owes("2026-10-10", &[]).await;
    let until = [("dunning_stop", yes()), ("dunning_stop_until", day("2026-11-30"))];
    firm.changes("invoice", &stopped, &until).await;
    assert_eq!(firm.runs().await, 0);
    scene.after_hours(8 * 24);
    assert_eq!(firm.runs().await, 1, "the stop is over on 1 December");
    let letter = firm.proposed().await;
    firm.changes("account", &firm.account, &[("dunning_stop", yes())]).await;
    let letter = firm.who.reads("dunning_letter", &letter).await;
    assert_eq!(firm.asked(&letter, "stage"), text("dropped"), "the proposal goes at once");
    assert_eq!(firm.runs().await, 0);
    firm.changes("account", &firm.account, &[("dunning_stop", Value::Bool(false))]).await;
    assert_eq!(firm.runs().await, 1);
});

scenario!(setting(), what_is_paid_goes_out_of_a_proposal, async |scene| {
    let firm = Firm::of(&scene).await;
    let first = firm.owes("2026-10-10", &[]).await;
    let second = firm.owes("2026-10-11", &[]).await;
    firm.runs().await;
    let letter = firm.proposed().await;
    assert_eq!(firm.asks(&letter)[4], "2380.00");
    firm.is_paid(&first, "1190").await;
    let letter = firm.proposed().await;
    assert_eq!(firm.asks(&letter)[4], "1190.00");
    assert_eq!(firm.asked(&letter, "lines").lines().len(), 1);
    firm.does("invoice", &second, "cancel").await.expect_err("a reason is asked");
    let reason = Answers::of([("reason", text("Doppelt berechnet"))]);
    let cancelled = records::act(&firm.who, "invoice", (second.id, None), "cancel", reason).await;
    cancelled.expect("it is cancelled");
    assert!(firm.letters(r#"stage = "draft""#).await.is_empty());
    assert_eq!(firm.letters(r#"stage = "dropped""#).await.len(), 1);
});

scenario!(setting(), what_is_paid_in_part_bears_interest_on_the_rest, async |scene| {
    let firm = Firm::of(&scene).await;
    let invoice = firm.owes("2026-10-10", &[]).await;
    firm.runs().await;
    firm.sends().await;
    scene.after_hours(14 * 24);
    firm.runs().await;
    firm.sends().await;
    firm.is_paid(&invoice, "600").await;
    scene.after_hours(14 * 24);
    firm.runs().await;
    // 9.38 until 7 December, then 14 days on 590: 2.3241.
    let letter = firm.proposed().await;
    assert_eq!(firm.asks(&letter), ["590.00", "11.70", "40.00", "5.00", "646.70"]);
});

scenario!(setting(), approval_tells_what_has_changed_since_the_proposal, async |scene| {
    let firm = Firm::of(&scene).await;
    let invoice = firm.owes("2026-10-10", &[]).await;
    firm.runs().await;
    let letter = firm.proposed().await;
    // Whoever writes past the rules of records, such as an import of old data, sets off nothing.
    let level = firm.who.lists("dunning_level", "number = 1", "number").await;
    assert_eq!(level, ["Zahlungserinnerung"]);
    let list = ListQuery { filter: "number = 1".into(), ..ListQuery::default() };
    let found = records::find(&firm.who, "dunning_level", &list).await.expect("a list");
    let reminder = &found.page.records[0];
    firm.changes("dunning_level", reminder, &[("is_active", Value::Bool(false))]).await;
    let refused = firm.does("dunning_letter", &letter, "approve").await;
    assert_eq!(problems(refused), ["lines.0.invoice: dunned_changed"]);
    firm.changes("dunning_level", reminder, &[("is_active", yes())]).await;
    let approved = firm.does("dunning_letter", &letter, "approve").await.expect("approved");
    let moved = Input::of([("subject", text("Anders"))]);
    let moved = records::update(&firm.who, "dunning_letter", approved.id, None, moved).await;
    assert_eq!(problems(moved), ["subject: frozen"]);
    assert_eq!(firm.reached(&invoice).await, "1 on 2026-11-23, -, -, -");
});

scenario!(setting(), approval_is_taken_back_until_the_letter_is_sent, async |scene| {
    let firm = Firm::of(&scene).await;
    let invoice = firm.owes("2026-10-10", &[]).await;
    firm.runs().await;
    firm.sends().await;
    scene.after_hours(14 * 24);
    firm.runs().await;
    let letter = firm.does("dunning_letter", &firm.proposed().await, "approve").await;
    let letter = letter.expect("it is approved");
    assert_eq!(firm.reached(&invoice).await, "2 on 2026-12-07, 2.50, 9.38, -");
    scene.after_hours(30 * 24);
    assert_eq!(firm.runs().await, 0, "nobody is dunned further before the letter was sent");
    let by_board = Input::of([("stage", text("draft"))]);
    let by_board = records::update(&firm.who, "dunning_letter", letter.id, None, by_board).await;
    assert_eq!(problems(by_board), ["stage: reopened_by_action"]);
    let laid_aside = records::trash(&firm.who, "dunning_letter", letter.id, None).await;
    assert_eq!(conflict(laid_aside), "approved_is_kept");
    let draft = firm.does("dunning_letter", &letter, "reopen").await.expect("it is a draft again");
    assert_eq!(firm.reached(&invoice).await, "1 on 2026-11-23, -, -, -");
    assert_eq!(firm.asked(&draft, "number"), text("MA-2026-00002"), "no number is lost");
    let again = firm.does("dunning_letter", &draft, "approve").await.expect("approved again");
    assert_eq!(firm.asked(&again, "number"), text("MA-2026-00002"));
    assert_eq!(firm.asked(&again, "letter_date"), day("2027-01-06"));
    let sent = firm.does("dunning_letter", &again, "mark_sent").await.expect("it is sent");
    assert_eq!(conflict(firm.does("dunning_letter", &sent, "reopen").await), "wrong_stage");
});

scenario!(setting(), letters_are_approved_together_and_printed, async |scene| {
    let firm = Firm::of(&scene).await;
    firm.owes("2026-10-10", &[]).await;
    let other = firm.who.saves("account", [("name", text("Weser KG"))]).await;
    let firm = Firm { account: other, ..firm };
    firm.owes("2026-10-10", &[]).await;
    assert_eq!(firm.runs().await, 2);
    let ids = firm.letters("").await.iter().map(|letter| letter.id).collect();
    let told = firm.who.does_to_all(("dunning_letter", "approve"), ids).await;
    assert_eq!(told, ["done", "done"]);
    let letters = firm.letters(r#"stage = "approved""#).await;
    let mut numbers: Vec<Value> = letters.iter().map(|l| firm.asked(l, "number")).collect();
    numbers.sort_by_key(|number| number.as_text().to_owned());
    assert_eq!(numbers, [text("MA-2026-00001"), text("MA-2026-00002")]);
    let printed = records::output(&firm.who, "dunning_letter", letters[0].id, "document.pdf").await;
    let printed = printed.expect("it is printed");
    assert!(printed.bytes.starts_with(b"%PDF"), "{}", printed.file);
    assert!(printed.file.starts_with("Zahlungserinnerung MA-2026-"), "{}", printed.file);
});

scenario!(setting(), what_makes_no_sense_is_refused, async |scene| {
    let firm = Firm::of(&scene).await;
    let by_hand = [("subject", text("Mahnung")), ("account", link("account", &firm.account))];
    let by_hand = firm.who.saves("dunning_letter", by_hand).await;
    let empty = firm.does("dunning_letter", &by_hand, "approve").await;
    assert_eq!(problems(empty), ["lines: nothing_dunned"]);
    let by_board = Input::of([("stage", text("approved"))]);
    let by_board = records::update(&firm.who, "dunning_letter", by_hand.id, None, by_board).await;
    assert_eq!(problems(by_board), ["stage: letter_approved_by_action"]);
    firm.owes("2026-10-10", &[]).await;
    assert_eq!(firm.runs().await, 1);
    let filled = firm.proposed().await;
    assert_eq!(filled.id, by_hand.id, "a letter that was begun by hand takes what is due");
    let francs = Input::of([("currency", text("CHF"))]);
    let francs = records::update(&firm.who, "dunning_letter", filled.id, None, francs).await;
    assert_eq!(problems(francs), ["currency: follows_invoices"]);
});
