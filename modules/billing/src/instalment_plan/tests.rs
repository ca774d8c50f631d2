//! What instalment plans are, as stories.

use kernel::{Date, Line, Link, Value};
use records::{Input, ListQuery, Record, When, run_errand};
use testkit::{Person, Sees, conflict, none, problems, scenario, text};

use crate::firm::{Firm, dec, item, number};
use crate::offer::setting;

fn today(who: &Person) -> Date {
    When::present(who).day
}

fn share(day: Date, percent: &str) -> Line {
    Line::of("instalment").with("due_on", Value::Date(day)).with("share", number(percent))
}

fn rest(day: Date) -> Line {
    Line::of("final").with("due_on", Value::Date(day))
}

impl Firm<'_> {
    /// An order over 1,000.00 that is confirmed, and a plan for it that runs.
    async fn plans(&self, lines: Vec<Line>, release: &str) -> (Record, Record) {
        let order = self.order(vec![item("Anlage", "1", "1000")]).await;
        let values = [
            ("name", text("Anlage in Raten")),
            ("sales_order", testkit::link("sales_order", &order)),
            ("release", text(release)),
            ("lines", Value::of_lines(lines)),
        ];
        let plan = self.who.saves("instalment_plan", values).await;
        (order, self.does("instalment_plan", &plan, "activate").await.expect("it runs"))
    }

    async fn plan_runs(&self) -> u64 {
        run_errand(self.who, "instalment_plan", "bill").await.expect("the run")
    }

    /// The invoices that a plan made, the oldest first.
    async fn invoices_of_plan(&self, plan: &Record) -> Vec<Record> {
        let filter = format!(r#"instalment_plan = "{}""#, plan.id);
        let list =
            ListQuery { filter, sort: "created_at".into(), limit: 9, ..ListQuery::default() };
        records::find(self.who, "invoice", &list).await.expect("a list").page.records
    }
}

scenario!(setting(), an_order_is_billed_by_its_plan_and_each_line_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let day = today(&jana);
    let lines = vec![
        share(day.plus_days(-40), "30"),
        share(day.plus_days(-10), "40"),
        rest(day.plus_days(20)),
    ];
    let (_, plan) = firm.plans(lines, "proposed").await;
    assert_eq!(jana.value("instalment_plan", &plan, "share_total"), number("70"));
    let next = jana.value("instalment_plan", &plan, "next_on");
    assert_eq!(next, Value::Date(day.plus_days(-40)), "what was missed is caught up");

    assert_eq!(firm.plan_runs().await, 2);
    assert_eq!(firm.plan_runs().await, 0, "nothing is billed twice");
    let invoices = firm.invoices_of_plan(&plan).await;
    let nets: Vec<_> = invoices.iter().map(|one| firm.amount("invoice", one, "net")).collect();
    assert_eq!(nets, [dec("300"), dec("400")]);
    for invoice in &invoices {
        assert_eq!(jana.value("invoice", invoice, "stage"), text("draft"), "a person releases");
        assert_eq!(jana.value("invoice", invoice, "kind"), text("instalment"));
        firm.does("invoice", invoice, "issue").await.expect("it is issued");
    }
    let plan = firm.now("instalment_plan", &plan).await;
    let next = jana.value("instalment_plan", &plan, "next_on");
    assert_eq!(next, Value::Date(day.plus_days(20)));
    let links = firm.cells("instalment_plan", &plan, "invoice");
    let made = invoices.iter().map(|one| Value::Link(Link::new("invoice", one.id)));
    assert_eq!(links[..2], made.collect::<Vec<_>>());

    scene.after_hours(24 * 21);
    assert_eq!(firm.plan_runs().await, 1);
    let last = firm.invoices_of_plan(&plan).await.pop().expect("the final invoice");
    assert_eq!(jana.value("invoice", &last, "kind"), text("final"));
    assert_eq!(firm.amount("invoice", &last, "net"), dec("300"), "less both instalments");
    let plan = firm.now("instalment_plan", &plan).await;
    assert_eq!(jana.value("instalment_plan", &plan, "stage"), text("done"));
    assert_eq!(jana.value("instalment_plan", &plan, "next_on"), none());
});

scenario!(setting(), a_final_invoice_waits_for_instalments_that_nobody_issued, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let day = today(&jana);
    let (_, plan) = firm.plans(vec![share(day, "30"), rest(day)], "proposed").await;
    assert_eq!(firm.plan_runs().await, 1, "the instalment is billed all the same");
    let now = firm.now("instalment_plan", &plan).await;
    let trouble = jana.value("instalment_plan", &now, "trouble");
    assert!(trouble.as_text().contains("Schlussrechnung wartet"), "{trouble:?}");
    let [first] = &firm.invoices_of_plan(&plan).await[..] else { panic!("one invoice") };
    firm.does("invoice", first, "issue").await.expect("it is issued");
    assert_eq!(firm.plan_runs().await, 1);
    let last = firm.invoices_of_plan(&plan).await.pop().expect("the final invoice");
    assert_eq!(firm.amount("invoice", &last, "net"), dec("700"));
    let now = firm.now("instalment_plan", &plan).await;
    assert_eq!(jana.value("instalment_plan", &now, "trouble"), none());
});

scenario!(setting(), what_is_due_together_is_issued_in_its_order_by_itself, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let day = today(&jana);
    let lines = vec![rest(day), share(day, "60")];
    let (order, plan) = firm.plans(lines, "automatic").await;
    assert_eq!(firm.plan_runs().await, 2);
    let invoices = firm.invoices_of_plan(&plan).await;
    let nets: Vec<_> = invoices.iter().map(|one| firm.amount("invoice", one, "net")).collect();
    assert_eq!(nets, [dec("600"), dec("400")]);
    assert_eq!(jana.value("invoice", &invoices[0], "stage"), text("issued"));
    let order = firm.now("sales_order", &order).await;
    assert_eq!(jana.value("sales_order", &order, "instalments").lines().len(), 1);
});

scenario!(setting(), what_nobody_releases_is_issued_by_itself, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let day = today(&jana);
    let (order, plan) = firm.plans(vec![share(day, "50")], "automatic").await;
    assert_eq!(firm.plan_runs().await, 1);
    let [invoice] = &firm.invoices_of_plan(&plan).await[..] else { panic!("one invoice") };
    assert_eq!(jana.value("invoice", invoice, "stage"), text("issued"));
    let order = firm.now("sales_order", &order).await;
    assert_eq!(jana.value("sales_order", &order, "instalments").lines().len(), 1);
});

scenario!(setting(), a_draft_that_is_thrown_away_frees_its_line, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let (_, plan) = firm.plans(vec![share(today(&jana), "100")], "proposed").await;
    assert_eq!(firm.plan_runs().await, 1);
    let first = firm.invoices_of_plan(&plan).await.remove(0);
    let stage = async |plan: &Record| {
        let now = firm.now("instalment_plan", plan).await;
        jana.value("instalment_plan", &now, "stage")
    };
    assert_eq!(stage(&plan).await, text("done"));
    records::trash(&jana, "invoice", first.id, None).await.expect("into the bin");
    assert_eq!(stage(&plan).await, text("active"));
    records::restore(&jana, "invoice", first.id).await.expect("back");
    assert_eq!(stage(&plan).await, text("done"));
    records::trash(&jana, "invoice", first.id, None).await.expect("into the bin");
    assert_eq!(firm.plan_runs().await, 1, "it is billed anew");
    let back = records::restore(&jana, "invoice", first.id).await;
    assert_eq!(conflict(back), "instalment_is_billed");
});

scenario!(setting(), what_stands_against_a_line_is_said_at_its_plan, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let day = today(&jana);
    let amount =
        Line::of("instalment").with("due_on", Value::Date(day)).with("amount", number("1000.01"));
    let (order, plan) = firm.plans(vec![amount], "proposed").await;
    let trouble = async || {
        let now = firm.now("instalment_plan", &plan).await;
        jana.value("instalment_plan", &now, "trouble")
    };
    assert_eq!(firm.plan_runs().await, 0);
    let said = trouble().await;
    assert!(!said.is_empty() && !said.as_text().contains('{'), "{said:?}");
    let mut lines = jana.value("instalment_plan", &plan, "lines").lines().to_vec();
    lines[0].set("amount", number("1000"));
    firm.changes("instalment_plan", &plan, [("lines", Value::of_lines(lines))]).await;
    firm.does("sales_order", &order, "cancel").await.expect("it is cancelled");
    assert_eq!(firm.plan_runs().await, 0);
    assert!(trouble().await.as_text().contains("nicht bestätigt"), "{:?}", trouble().await);
    let said = [("until", Value::Date(day))];
    let refused = firm.answers("instalment_plan", &plan, ("bill", said)).await;
    assert_eq!(conflict(refused), "order_is_not_running");
});

scenario!(setting(), lines_that_cannot_be_billed_are_refused_at_their_cell, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Anlage", "1", "1000")]).await;
    let day = today(&jana);
    let plan = |lines: Vec<Line>| {
        let values = [
            ("name", text("Plan")),
            ("sales_order", testkit::link("sales_order", &order)),
            ("lines", Value::of_lines(lines)),
        ];
        Input::of(values)
    };
    let both = share(day, "30").with("amount", number("5"));
    let neither = Line::of("instalment").with("due_on", Value::Date(day));
    let wrong = [
        (vec![both], ("lines.0.share", "percent_or_amount")),
        (vec![share(day, "30"), neither], ("lines.1.share", "percent_or_amount")),
        (vec![share(day, "0")], ("lines.0.share", "no_instalment_share")),
        (vec![share(day, "60"), share(day, "41")], ("lines.1.share", "more_than_the_whole")),
        (vec![rest(day), share(day.plus_days(1), "5")], ("lines.1.due_on", "after_the_final")),
        (vec![rest(day), rest(day)], ("lines.1.due_on", "one_final_only")),
    ];
    for (lines, (field, code)) in wrong {
        let refused = records::create(&jana, "instalment_plan", plan(lines)).await;
        assert_eq!(problems(refused), [format!("{field}: {code}")]);
    }
    let (_, running) = firm.plans(vec![share(day, "30")], "proposed").await;
    assert_eq!(firm.plan_runs().await, 1);
    let changed = [("lines", Value::of_lines(vec![share(day, "50")]))];
    let refused = firm.tries("instalment_plan", &running, changed).await;
    assert_eq!(problems(refused), ["lines: instalment_is_billed"]);
});
