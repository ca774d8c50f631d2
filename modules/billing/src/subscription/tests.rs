//! What subscriptions are, as stories.

use kernel::{Date, Value};
use records::{ListQuery, Record, When, run_errand};
use testkit::{Person, Sees, conflict, none, problems, scenario, text};

use crate::firm::{Firm, day, dec, item, number};
use crate::offer::setting;

impl Firm<'_> {
    /// A subscription for maintenance at 120.00 a month that runs.
    async fn subscribes<'v>(
        &self,
        starts_on: Date,
        more: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Record {
        let lines = vec![item("Wartung", "2", "60")];
        let own = [("starts_on", Value::Date(starts_on)), ("lines", Value::of_lines(lines))];
        let values = self.about().into_iter().chain(own).chain(more);
        let draft = self.who.saves("subscription", values).await;
        self.does("subscription", &draft, "activate").await.expect("it runs")
    }

    async fn run_bills(&self) -> u64 {
        run_errand(self.who, "subscription", "bill").await.expect("the run")
    }

    /// Its invoices by the first day that they are for.
    async fn invoices_of(&self, subscription: &Record) -> Vec<Record> {
        let list = ListQuery {
            filter: format!(r#"subscription = "{}""#, subscription.id),
            limit: 100,
            ..ListQuery::default()
        };
        let found = records::find(self.who, "invoice", &list).await.expect("a list");
        let mut records = Vec::new();
        for record in &found.page.records {
            records.push(self.now("invoice", record).await);
        }
        records.sort_by_key(|one| self.day_of("invoice", one, "supply_from"));
        records
    }

    fn day_of(&self, module: &str, record: &Record, field: &str) -> Option<Date> {
        match self.who.value(module, record, field) {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }
}

fn today(who: &Person) -> Date {
    When::present(who).day
}

scenario!(setting(), missed_months_are_caught_up_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    // It began three months and a day ago: three whole months are over, the fourth has begun.
    let start = today(&jana).plus_months(-3).plus_days(-1);
    let subscription = firm.subscribes(start, []).await;
    assert_eq!(firm.amount("subscription", &subscription, "net"), dec("120"));
    assert_eq!(firm.day_of("subscription", &subscription, "next_on"), Some(start));

    assert_eq!(firm.run_bills().await, 4);
    let invoices = firm.invoices_of(&subscription).await;
    assert_eq!(invoices.len(), 4);
    for (n, invoice) in (0..).zip(&invoices) {
        let from = start.plus_months(n);
        let until = start.plus_months(n + 1).plus_days(-1);
        assert_eq!(firm.day_of("invoice", invoice, "supply_from"), Some(from));
        assert_eq!(firm.day_of("invoice", invoice, "supply_until"), Some(until));
        assert_eq!(firm.amount("invoice", invoice, "total"), dec("142.8"));
        assert_eq!(jana.value("invoice", invoice, "stage"), text("draft"), "a person releases");
        assert_eq!(jana.value("invoice", invoice, "kind"), text("subscription"));
    }
    let subscription = firm.now("subscription", &subscription).await;
    assert_eq!(firm.day_of("subscription", &subscription, "next_on"), Some(start.plus_months(4)));
    let until = start.plus_months(4).plus_days(-1);
    assert_eq!(firm.day_of("subscription", &subscription, "billed_until"), Some(until));

    assert_eq!(firm.run_bills().await, 0, "nothing comes twice");
    assert_eq!(firm.invoices_of(&subscription).await.len(), 4);
    let released = firm.does("invoice", &invoices[0], "issue").await.expect("it is issued");
    assert!(jana.value("invoice", &released, "number").as_text().starts_with("RE-"));
    assert_eq!(firm.run_bills().await, 0);
});

scenario!(setting(), a_draft_that_is_binned_frees_its_period, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let start = today(&jana).plus_months(-1);
    let subscription = firm.subscribes(start, []).await;
    assert_eq!(firm.run_bills().await, 2);
    let invoices = firm.invoices_of(&subscription).await;
    records::trash(&jana, "invoice", invoices[0].id, None).await.expect("it is binned");
    let now = firm.now("subscription", &subscription).await;
    assert_eq!(firm.day_of("subscription", &now, "next_on"), Some(start), "open again");
    assert_eq!(firm.run_bills().await, 1);
    let back = records::restore(&jana, "invoice", invoices[0].id).await;
    assert_eq!(conflict(back), "period_is_billed", "another one took it");
    assert_eq!(firm.invoices_of(&subscription).await.len(), 2);
});

scenario!(setting(), who_chose_so_gets_invoices_that_are_issued_at_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let automatic = || [("release", text("automatic"))];
    let start = today(&jana);
    let fine = firm.subscribes(start, automatic()).await;
    // Reverse charge needs an identification number that this customer has not.
    let charge = [("tax_case", text("reverse_charge"))];
    let stuck = firm.subscribes(start, automatic().into_iter().chain(charge)).await;
    assert_eq!(firm.run_bills().await, 2);
    let issued = firm.invoices_of(&fine).await;
    assert_eq!(jana.value("invoice", &issued[0], "stage"), text("issued"));
    assert_eq!(firm.amount("invoice", &issued[0], "open_amount"), dec("142.8"));
    let waits = firm.invoices_of(&stuck).await;
    assert_eq!(jana.value("invoice", &waits[0], "stage"), text("draft"), "somebody mends it");

    let known = [("vat_id", text("ATU13585627"))];
    firm.changes("account", &firm.account, known).await;
    assert_eq!(firm.run_bills().await, 0);
    let mended = firm.invoices_of(&stuck).await;
    assert_eq!(
        jana.value("invoice", &mended[0], "stage"),
        text("issued"),
        "the next run tries again"
    );
    assert_eq!(mended.len(), 1);
});

scenario!(setting(), it_ends_within_a_period_and_bills_its_days, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let start = day("2026-04-01");
    let Value::Date(start) = start else { panic!("a day") };
    let subscription = firm.subscribes(start, [("interval", text("monthly"))]).await;
    let early = [("ends_on", day("2026-03-31"))];
    let refused = firm.answers("subscription", &subscription, ("end", early)).await;
    assert_eq!(problems(refused), ["ends_on: before_its_begin"]);
    let last = [("ends_on", day("2026-05-10"))];
    firm.answers("subscription", &subscription, ("end", last)).await.expect("it ends");
    assert_eq!(firm.run_bills().await, 2);
    let invoices = firm.invoices_of(&subscription).await;
    assert_eq!(firm.amount("invoice", &invoices[0], "net"), dec("120"));
    // 2 × 10/31 = 0.6452, at 60.00.
    assert_eq!(firm.cells("invoice", &invoices[1], "quantity"), [number("0.6452")]);
    assert_eq!(firm.amount("invoice", &invoices[1], "net"), dec("38.71"));
    let ended = firm.now("subscription", &subscription).await;
    assert_eq!(jana.value("subscription", &ended, "stage"), text("ended"));
    assert_eq!(jana.value("subscription", &ended, "next_on"), none());

    records::trash(&jana, "invoice", invoices[1].id, None).await.expect("it is binned");
    let again = firm.now("subscription", &subscription).await;
    assert_eq!(jana.value("subscription", &again, "stage"), text("active"), "there is a rest");
});

scenario!(setting(), what_is_left_out_or_falls_into_a_pause_is_not_billed, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let start = today(&jana).plus_months(-4);
    let subscription = firm.subscribes(start, []).await;
    firm.does("subscription", &subscription, "skip").await.expect("the first is left out");
    let said = [("until", Value::Date(start.plus_months(1)))];
    firm.answers("subscription", &subscription, ("bill", said.clone())).await.expect("one");
    let nothing = firm.answers("subscription", &subscription, ("bill", said)).await;
    assert_eq!(conflict(nothing), "nothing_due_yet");
    let paused = firm.does("subscription", &subscription, "pause").await.expect("a pause");
    assert_eq!(jana.value("subscription", &paused, "next_on"), none());
    assert_eq!(firm.run_bills().await, 0);
    let said = [("bill_from", Value::Date(start.plus_months(2).plus_days(3)))];
    firm.answers("subscription", &subscription, ("resume", said)).await.expect("it goes on");
    assert_eq!(firm.run_bills().await, 2);
    let from: Vec<_> = firm.invoices_of(&subscription).await;
    let from: Vec<_> = from.iter().map(|one| firm.day_of("invoice", one, "supply_from")).collect();
    assert_eq!(from, [1, 3, 4].map(|n| Some(start.plus_months(n))));
});

scenario!(setting(), two_runs_at_once_bill_each_period_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let subscription = firm.subscribes(today(&jana).plus_months(-5), []).await;
    let run = || run_errand(&jana, "subscription", "bill");
    let (one, other) = tokio::join!(run(), run());
    assert_eq!(one.expect("a run") + other.expect("a run"), 6);
    assert_eq!(firm.invoices_of(&subscription).await.len(), 6);
});

scenario!(setting(), what_makes_no_sense_is_told_at_its_field, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let empty = jana.saves("subscription", firm.about()).await;
    let refused = firm.does("subscription", &empty, "activate").await;
    assert_eq!(problems(refused), ["lines: nothing_billed"]);
    for (field, value, said) in [
        ("ends_on", day("2020-01-01"), "ends_on: subscription.rule.ends_on"),
        ("lead_days", number("-1"), "lead_days: subscription.rule.lead_days"),
        ("interval", text("daily"), "interval: not_in_list"),
    ] {
        let refused = firm.tries("subscription", &empty, [(field, value)]).await;
        assert_eq!(problems(refused), [said]);
    }
    let runs = firm.subscribes(today(&jana), []).await;
    for (field, value) in [("interval", text("yearly")), ("starts_on", day("2026-01-01"))] {
        let refused = firm.tries("subscription", &runs, [(field, value)]).await;
        assert_eq!(problems(refused), [format!("{field}: subscription_runs")]);
    }
});
