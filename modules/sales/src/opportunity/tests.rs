//! What opportunities are, as stories.

use kernel::{RecordId, Value};
use records::Input;
use testkit::{FieldRight, Person, Rights, Sees, day, money, number, problems, scenario, text};

use crate::offer::setting;

async fn deal(who: &Person, values: &[(&str, Value)]) -> records::Record {
    let mut all = vec![("name", text("Rahmenvertrag 2027")), ("amount", money("62000", "EUR"))];
    all.extend(values.iter().cloned());
    let input = Input::of(all);
    records::create(who, "opportunity", input).await.expect("an opportunity")
}

scenario!(setting(), a_stage_brings_its_probability_and_the_amount_is_weighted, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let first = deal(&jana, &[]).await;
    assert_eq!(jana.value("opportunity", &first, "stage"), text("qualification"));
    assert_eq!(jana.value("opportunity", &first, "probability"), number("10"));
    assert_eq!(jana.value("opportunity", &first, "weighted"), money("6200.00", "EUR"));
    let next = jana.changes("opportunity", &first, [("stage", text("negotiation"))]).await;
    assert_eq!(jana.value("opportunity", &next, "weighted"), money("43400.00", "EUR"));
    let own = jana.changes("opportunity", &first, [("probability", number("33.33"))]).await;
    assert_eq!(jana.value("opportunity", &own, "weighted"), money("20664.60", "EUR"));
    let kept = jana.changes("opportunity", &first, [("amount", money("100", "EUR"))]).await;
    assert_eq!(jana.value("opportunity", &kept, "probability"), number("33.33"));
});

scenario!(setting(), a_lost_opportunity_has_a_reason_and_a_day, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let open = deal(&jana, &[]).await;
    let update = async |values: &[(&str, Value)]| {
        let input = Input::of(values.iter().cloned());
        records::update(&jana, "opportunity", open.id, None, input).await
    };
    assert_eq!(problems(update(&[("stage", text("lost"))]).await), ["reason: required"]);
    let lost = update(&[("stage", text("lost")), ("reason", text("price"))]).await;
    let lost = lost.expect("it is lost");
    assert_eq!(jana.value("opportunity", &lost, "closed_on"), day("2026-11-23"));
    assert_eq!(jana.value("opportunity", &lost, "weighted"), money("0.00", "EUR"));
    let again = update(&[("stage", text("proposal"))]).await.expect("it is open again");
    assert_eq!(jana.value("opportunity", &again, "closed_on"), Value::Empty);
});

scenario!(setting(), a_pipeline_has_its_own_stages_and_ways, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let renewal = deal(&jana, &[("business", text("renewal"))]).await;
    let update = async |stage: &str| {
        let input = Input::of([("stage", text(stage))]);
        records::update(&jana, "opportunity", renewal.id, None, input).await
    };
    let elsewhere = problems(update("needs_analysis").await);
    assert_eq!(elsewhere, ["stage: stage_elsewhere"]);
    update("won").await.expect("it is won");
    assert_eq!(problems(update("qualification").await), ["stage: stage_not_next"]);
    update("proposal").await.expect("a won one can be taken up again");
});

scenario!(setting(), the_day_on_which_a_stage_was_entered_is_known, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let open = deal(&jana, &[]).await;
    let since = |record: &records::Record| jana.value("opportunity", record, "stage_since");
    assert_eq!(since(&open), day("2026-11-23"));
    scene.after_hours(72);
    let same = jana.changes("opportunity", &open, [("amount", money("5", "EUR"))]).await;
    assert_eq!(since(&same), day("2026-11-23"));
    let moved = jana.changes("opportunity", &open, [("stage", text("proposal"))]).await;
    assert_eq!(since(&moved), day("2026-11-26"));
    let history = records::history(&jana, "opportunity", open.id, None, 1).await.expect("it");
    scene.after_hours(72);
    let back = records::undo(&jana, history[0].id).await.expect("it is taken back");
    assert_eq!(since(&back), day("2026-11-23"));
});

scenario!(setting(), a_move_can_be_taken_back_even_where_no_way_leads, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let open = deal(&jana, &[]).await;
    jana.changes("opportunity", &open, [("stage", text("won"))]).await;
    let history = records::history(&jana, "opportunity", open.id, None, 1).await.expect("it");
    let back = records::undo(&jana, history[0].id).await.expect("it is taken back");
    assert_eq!(jana.value("opportunity", &back, "stage"), text("qualification"));
    assert_eq!(jana.value("opportunity", &back, "probability"), number("10"));
});

async fn figures(who: &Person, firm: RecordId) -> Vec<around::Figured> {
    let inbound = around::inbound(who, "account", firm).await.expect("it is asked");
    around::figures(who, ("account", firm), &inbound).await.expect("figures")
}

/// All that a page says of others, with what points to the record or without asking that first.
async fn beside(who: &Person, (module, id): (&str, RecordId), inbound: &around::Inbound) -> String {
    let here = who.catalog.module(module).expect("a module").clone();
    let lists: Vec<_> = here.shown_related().map(|list| (list, None)).collect();
    let found = around::around(who, ((module, id), inbound), (None, (9, 9)), (&lists, 9)).await;
    let figures = around::figures(who, (module, id), inbound).await.expect("figures");
    format!("{:#?} {figures:#?}", found.expect("it is told"))
}

scenario!(setting(), what_leads_to_a_record_by_no_field_is_not_missed, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = jana.saves("account", [("name", text("Elbtal"))]).await;
    let to = |module: &str, record: &records::Record| Value::Link(jana.link(module, record));
    let at = ("account", to("account", &firm));
    let vogel = jana.saves("contact", [("last_name", text("Vogel")), at.clone()]).await;
    let deal = deal(&jana, &[at.clone(), ("stage", text("won"))]).await;
    let about = [("subject", text("Anrufen")), ("about", to("account", &firm))];
    let task = jana.saves("task", about).await;
    let rights = Rights::ordinary();
    let blind = rights.clone().with_field("task", "about", FieldRight::Hidden);
    let own = scene.as_user("own", Sees::Own).await;
    let people = [&jana, &own, &scene.enter("mia", Sees::All, blind).await];
    for place in [("account", firm.id), ("contact", vogel.id), ("opportunity", deal.id)] {
        for who in people {
            let inbound = around::inbound(who, place.0, place.1).await.expect("it is asked");
            let all = beside(who, place, &around::Inbound::default()).await;
            assert_eq!(beside(who, place, &inbound).await, all, "{place:?}");
        }
    }
    let inbound = around::inbound(&jana, "account", firm.id).await.expect("it is asked");
    let may = [("contact", "account"), ("task", "about"), ("account", "parent")];
    assert_eq!(may.map(|(module, field)| inbound.may(module, field)), [true, true, false]);
    records::trash(&jana, "task", task.id, None).await.expect("it goes to the bin");
    let inbound = around::inbound(&jana, "account", firm.id).await.expect("it is asked");
    assert!(!inbound.may("task", "about"), "what lies in the bin points nowhere");
});

scenario!(setting(), open_deals_are_counted_and_summed_up_at_their_organisation, async |scene| {
    let rights = Rights::ordinary();
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = jana.saves("account", [("name", text("Elbtal"))]).await;
    let at = ("account", Value::Link(jana.link("account", &firm)));
    deal(&jana, std::slice::from_ref(&at)).await;
    deal(&jana, &[at.clone(), ("stage", text("won"))]).await;
    let dear = ("amount", money("400.50", "CHF"));
    deal(&jana, &[at.clone(), dear, ("stage", text("proposal"))]).await;
    deal(&jana, &[]).await;
    let told = async |who: &Person| {
        let figures = figures(who, firm.id).await;
        let of = |sums: &[records::Sum]| -> Vec<String> {
            let words = sums.iter().map(|one| {
                let currency = one.currency.map(|currency| currency.code().to_owned());
                format!("{} {}", one.sum, currency.unwrap_or_default())
            });
            words.collect()
        };
        let one = &figures[0];
        assert_eq!((figures.len(), one.figure.name.as_str()), (1, "open"));
        (one.count.n, of(&one.sums), of(&one.beside))
    };
    let sums = |sums: &[&str]| sums.iter().map(|sum| (*sum).to_owned()).collect::<Vec<_>>();
    let all = (2, sums(&["400.5 CHF", "62000 EUR"]), sums(&["200.25 CHF", "6200 EUR"]));
    assert_eq!(told(&jana).await, all);
    let own = scene.enter("tim", Sees::Own, rights.clone()).await;
    let nothing = figures(&own, firm.id).await;
    assert_eq!(nothing[0].count.n, 0);
    let hidden = rights.clone().with_field("opportunity", "amount", FieldRight::Hidden);
    let lena = scene.enter("lena", Sees::All, hidden).await;
    assert_eq!(told(&lena).await, (2, Vec::new(), all.2));
    let blind = rights.with_field("opportunity", "stage", FieldRight::Hidden);
    let mia = scene.enter("mia", Sees::All, blind).await;
    let nothing = figures(&mia, firm.id).await;
    assert!(nothing.is_empty(), "what is open is not told by a number either");
});

scenario!(setting(), deals_of_an_organisation_come_with_the_open_ones_first, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = jana.saves("account", [("name", text("Elbtal"))]).await;
    let at = ("account", Value::Link(jana.link("account", &firm)));
    let deals = [("Alt", "won", "2025-03-01"), ("Jung", "lost", "2026-03-01")];
    let deals = deals.into_iter().chain([("Offen", "proposal", "2027-03-01")]);
    for (name, stage, on) in deals.chain([("Bald", "qualification", "2027-01-01")]) {
        let name = ("name", text(name));
        deal(&jana, &[at.clone(), name, ("stage", text(stage)), ("close_on", day(on))]).await;
    }
    let list = jana.catalog.module("account").expect("it").related.clone();
    let list = list.into_iter().find(|list| list.name == "opportunities").expect("its deals");
    let first = async |who: &Person, limit: usize| {
        let (found, is_whole) =
            around::related(who, &list, (firm.id, None), limit).await.expect("them");
        let titles: Vec<String> = found.into_iter().map(|record| record.title).collect();
        (titles.join(", "), is_whole)
    };
    assert_eq!(first(&jana, 9).await, ("Bald, Offen, Jung, Alt".into(), true));
    assert_eq!(first(&jana, 3).await, ("Bald, Offen, Jung".into(), false));
    assert_eq!(first(&jana, 2).await, ("Bald, Offen".into(), false));
    let view = Some(("stage = \"won\" or stage = \"lost\"", "title"));
    let (ended, _) = around::related(&jana, &list, (firm.id, view), 9).await.expect("them");
    assert_eq!(ended.iter().map(|one| &*one.title).collect::<Vec<_>>(), ["Alt", "Jung"]);
    let tim = scene.as_user("tim", Sees::Own).await;
    assert_eq!(first(&tim, 9).await, (String::new(), true));
    let blind = Rights::ordinary().with_field("opportunity", "stage", FieldRight::Hidden);
    let mia = scene.enter("mia", Sees::All, blind).await;
    assert_eq!(first(&mia, 9).await, ("Alt, Jung, Bald, Offen".into(), true));
    let timeless = Rights::ordinary().with_field("opportunity", "close_on", FieldRight::Hidden);
    let lena = scene.enter("lena", Sees::All, timeless).await;
    assert_eq!(first(&lena, 9).await, ("Bald, Offen, Alt, Jung".into(), true));
    let unlinked = Rights::ordinary().with_field("opportunity", "account", FieldRight::Hidden);
    let nora = scene.enter("nora", Sees::All, unlinked).await;
    let nothing = around::related(&nora, &list, (firm.id, None), 9).await;
    assert!(matches!(nothing, Err(kernel::Error::Forbidden { .. })), "{nothing:?}");
});

scenario!(setting(), a_span_of_days_finds_the_same_along_every_index, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    for (n, stage) in ["proposal", "qualification", "proposal", "won"].into_iter().enumerate() {
        let close = day(&format!("2026-12-0{}", n + 1));
        let name = text(&format!("Nr. {n}"));
        deal(&jana, &[("name", name), ("stage", text(stage)), ("close_on", close)]).await;
    }
    let span = "close_on >= \"2026-12-01\" and close_on < \"2026-12-04\"";
    for (more, wanted) in [
        ("", vec!["Nr. 0", "Nr. 1", "Nr. 2"]),
        (" and stage = \"proposal\"", vec!["Nr. 0", "Nr. 2"]),
        (" and owner = me", vec!["Nr. 0", "Nr. 1", "Nr. 2"]),
        (" and owner = me and stage = \"proposal\"", vec!["Nr. 0", "Nr. 2"]),
    ] {
        let filter = format!("{span}{more}");
        assert_eq!(jana.lists("opportunity", &filter, "close_on").await, wanted, "{filter}");
        assert_eq!(jana.lists("opportunity", &filter, "title").await, wanted, "{filter}");
    }
});
