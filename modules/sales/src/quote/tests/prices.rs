//! What goods cost in a quote, as stories.

use kernel::{Error, Line, Link, Value};
use records::{Answers, Input, Record};
use testkit::{Right, Rights, Sees, day, link, money, problems, scenario, text};

use super::shop::{Shop, number};
use crate::offer::setting;

scenario!(setting(), a_customer_pays_by_the_nearest_list_that_holds, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let price = async || {
        let quote = shop.quote(vec![shop.monitors("1")], &[]).await;
        (shop.cells("quote", &quote, "unit_price").remove(0), quote)
    };
    assert_eq!(price().await.0, number("300"), "without a list it costs what it costs");
    let all = shop.list("Alle", &[("0", "290")], &[]).await;
    assert_eq!(price().await.0, number("290"));
    let group = [("audience", text("group")), ("price_group", text("trade"))];
    shop.list("Handel", &[("0", "270")], &group).await;
    assert_eq!(price().await.0, number("270"));
    let accounts = [("audience", text("accounts"))];
    let own = shop.list("Elbtal", &[("0", "250")], &accounts).await;
    assert_eq!(price().await.0, number("270"), "nobody is its customer yet");
    let start = || Link::new("price_list", own.id);
    let role = async |role: &str| {
        records::relate(&jana, start(), "price_customers", shop.account.id, role).await
    };
    let asked = role("on_request").await.expect("a customer");
    assert_eq!(price().await.0, number("270"), "it holds on request only");
    records::unrelate(&jana, start(), asked).await.expect("no customer");
    role("by_itself").await.expect("a customer");
    let (found, quote) = price().await;
    assert_eq!(found, number("250"));
    assert_eq!(jana.value("quote", &quote, "price_list"), link("price_list", &own));
    assert_eq!(shop.cells("quote", &quote, "price_list"), [link("price_list", &own)]);
    let other = [("price_list", link("price_list", &all))];
    let quote = jana.changes("quote", &quote, other).await;
    assert_eq!(shop.cells("quote", &quote, "unit_price"), [number("290")], "what is said holds");
});

scenario!(setting(), a_list_holds_in_its_days_and_in_its_currency, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let old = [("valid_until", day("2026-11-29"))];
    shop.list("Alt", &[("0", "100")], &old).await;
    let new = [("valid_from", day("2026-12-01"))];
    let next = shop.list("Neu", &[("0", "310")], &new).await;
    shop.list("Entwurf", &[("0", "1")], &[("status", text("draft"))]).await;
    let francs = shop.list("Schweiz", &[("0", "320")], &[("currency", text("CHF"))]).await;
    let quote = shop.quote(vec![shop.monitors("1")], &[]).await;
    assert_eq!(shop.cells("quote", &quote, "unit_price"), [number("300")]);
    assert_eq!(jana.value("quote", &quote, "price_list"), Value::Empty);
    let later = jana.changes("quote", &quote, [("quote_date", day("2026-12-02"))]).await;
    assert_eq!(jana.value("quote", &later, "price_list"), link("price_list", &next));
    assert_eq!(shop.cells("quote", &later, "unit_price"), [number("310")]);
    let abroad = jana.changes("quote", &later, [("currency", text("CHF"))]).await;
    assert_eq!(jana.value("quote", &abroad, "price_list"), link("price_list", &francs));
    assert_eq!(shop.cells("quote", &abroad, "unit_price"), [number("320")]);
    assert_eq!(jana.value("quote", &abroad, "margin"), Value::Empty, "what it cost is in euros");
    let wrong = Input::of([("price_list", link("price_list", &next))]);
    let refused = records::update(&jana, "quote", abroad.id, None, wrong).await;
    assert_eq!(problems(refused), ["price_list: other_currency"]);
    let pounds = jana.changes("quote", &abroad, [("currency", text("GBP"))]).await;
    assert_eq!(shop.cells("quote", &pounds, "unit_price"), [Value::Empty], "nobody knows");
});

scenario!(setting(), a_larger_quantity_costs_less_until_somebody_types_a_price, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    shop.list("Staffel", &[("0", "290"), ("10", "280"), ("100", "260")], &[]).await;
    let quote = shop.quote(vec![shop.monitors("5"), shop.monitors("10")], &[]).await;
    assert_eq!(shop.cells("quote", &quote, "unit_price"), [number("290"), number("280")]);
    let mut lines = shop.lines(&quote);
    lines[0].set("quantity", number("120"));
    lines[1].set("unit_price", number("275.5"));
    let quote = jana.changes("quote", &quote, [("lines", Value::of_lines(lines))]).await;
    assert_eq!(shop.cells("quote", &quote, "unit_price"), [number("260"), number("275.5")]);
    assert_eq!(shop.cells("quote", &quote, "price_list")[1], Value::Empty, "nobody's list");
    let mut lines = shop.lines(&quote);
    lines.iter_mut().for_each(|line| line.set("quantity", number("1")));
    let quote = jana.changes("quote", &quote, [("lines", Value::of_lines(lines))]).await;
    assert_eq!(shop.cells("quote", &quote, "unit_price"), [number("290"), number("275.5")]);
    let mut lines = shop.lines(&quote);
    lines[1].set("unit_price", Value::Empty);
    let quote = jana.changes("quote", &quote, [("lines", Value::of_lines(lines))]).await;
    let found = shop.cells("quote", &quote, "unit_price");
    assert_eq!(found, [number("290"), number("290")], "an empty price is found anew");
});

scenario!(setting(), a_form_tells_the_price_before_anything_is_saved, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    shop.list("Staffel", &[("10", "280")], &[("adjustment", number("-10"))]).await;
    let module = jana.module("quote").expect("there are quotes");
    let told = async |lines: Vec<Line>| {
        let input = Input::of(shop.about(lines));
        let told = records::derived(&jana, &module, None, input).await.expect("a preview");
        told.values[module.position("lines").expect("lines")].lines().to_vec()
    };
    let lines = told(vec![shop.monitors("1"), shop.trainings("1")]).await;
    assert_eq!(*lines[0].cell("unit_price"), number("270"));
    assert_eq!(*lines[1].cell("unit_price"), number("900"));
    let mut lines = lines;
    lines[0].set("quantity", number("12"));
    let lines = told(lines).await;
    assert_eq!(*lines[0].cell("unit_price"), number("280"), "the form remembers what was found");
    let mut lines = lines;
    lines[0].set("unit_price", number("199"));
    lines[0].set("quantity", number("1"));
    let lines = told(lines).await;
    assert_eq!(*lines[0].cell("unit_price"), number("199"));
});

scenario!(setting(), what_was_offered_is_what_the_order_costs, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let list = shop.list("Aktion", &[("0", "280")], &[]).await;
    let quote = shop.quote(vec![shop.monitors("2")], &[]).await;
    let act = async |action: &str| {
        let does = records::act(&jana, "quote", (quote.id, None), action, Answers::default());
        does.await.expect("it is done")
    };
    act("send").await;
    jana.changes("price_list", &list, [("status", text("ended"))]).await;
    jana.changes("product", &shop.monitor, [("unit_price", money("400", "EUR"))]).await;
    jana.changes("service", &shop.training, [("unit_price", money("1100", "EUR"))]).await;
    act("to_order").await;
    let order = shop.newest("sales_order").await;
    assert_eq!(shop.cells("sales_order", &order, "unit_price"), [number("280")]);
    assert_eq!(shop.cells("sales_order", &order, "price_list"), [link("price_list", &list)]);
    let mut lines = jana.value("sales_order", &order, "lines").lines().to_vec();
    lines[0].set("quantity", number("3"));
    lines.push(shop.trainings("1"));
    let order = jana.changes("sales_order", &order, [("lines", Value::of_lines(lines))]).await;
    let found = shop.cells("sales_order", &order, "unit_price");
    assert_eq!(
        found,
        [number("280"), number("1100")],
        "what is agreed stays, what is new is priced"
    );
    let gone = records::trash(&jana, "price_list", list.id, None).await;
    assert!(matches!(gone, Err(Error::Conflict { code, .. }) if code == "linked"));
});

scenario!(setting(), customers_have_discounts_that_nobody_has_to_know_by_heart, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let discount = async |rate: &str, more: &[(&'static str, Value)]| {
        let values = [("name", text("Rabatt")), ("rate", number(rate))];
        jana.saves("customer_discount", values.into_iter().chain(more.iter().cloned())).await
    };
    discount("3", &[("price_group", text("trade"))]).await;
    let hardware = ("product_category", text("hardware"));
    discount("8", &[("price_group", text("trade")), hardware.clone()]).await;
    discount("50", &[("price_group", text("partner"))]).await;
    discount("60", &[("valid_until", day("2026-01-01"))]).await;
    let quote = shop.quote(vec![shop.monitors("1"), shop.trainings("1")], &[]).await;
    assert_eq!(shop.cells("quote", &quote, "discount"), [number("8"), number("3")]);
    assert_eq!(jana.value("quote", &quote, "net"), money("1246", "EUR"));
    let mut lines = shop.lines(&quote);
    lines[0].set("discount", number("10"));
    let quote = jana.changes("quote", &quote, [("lines", Value::of_lines(lines))]).await;
    let own = [("account", link("account", &shop.account))];
    discount("12", &own).await;
    let mut lines = shop.lines(&quote);
    lines.iter_mut().for_each(|line| line.set("quantity", number("2")));
    let quote = jana.changes("quote", &quote, [("lines", Value::of_lines(lines))]).await;
    let found = shop.cells("quote", &quote, "discount");
    assert_eq!(found, [number("10"), number("12")], "what somebody typed stays");

    let final_list = shop.list("Netto", &[("0", "200")], &[]).await;
    let netto = [("price_list", link("price_list", &final_list))];
    let quote = shop.quote(vec![shop.monitors("1")], &netto).await;
    assert_eq!(shop.cells("quote", &quote, "discount"), [Value::Empty], "its prices are final");
    jana.changes("price_list", &final_list, [("takes_discounts", Value::Bool(true))]).await;
    let quote = shop.quote(vec![shop.monitors("1")], &netto).await;
    assert_eq!(shop.cells("quote", &quote, "discount"), [number("12")]);
});

scenario!(setting(), prices_with_tax_come_to_what_they_say, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let gross = ("price_kind", text("gross"));
    let quote = shop.quote(vec![shop.monitors("2")], std::slice::from_ref(&gross)).await;
    assert_eq!(shop.cells("quote", &quote, "unit_price"), [number("357")]);
    assert_eq!(jana.value("quote", &quote, "total"), money("714", "EUR"));
    shop.list("Laden", &[("0", "349.99")], &[gross]).await;
    let quote = shop.quote(vec![shop.monitors("100")], &[]).await;
    assert_eq!(shop.cells("quote", &quote, "unit_price"), [number("294.1092")]);
    assert_eq!(jana.value("quote", &quote, "total"), money("34998.99", "EUR"));
});

scenario!(setting(), who_may_not_see_price_lists_is_priced_all_the_same, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    shop.list("Staffel", &[("0", "290"), ("10", "280")], &[]).await;
    let rights = Rights::ordinary().without("price_list", Right::See);
    let tobias = scene.enter("tobias", Sees::All, rights).await;
    let values = Input::of(shop.about(vec![shop.monitors("1")]));
    let quote = records::create(&tobias, "quote", values).await.expect("a quote");
    assert_eq!(shop.cells("quote", &quote, "unit_price"), [number("290")]);
    let mut lines = tobias.value("quote", &quote, "lines").lines().to_vec();
    lines[0].set("quantity", number("10"));
    lines.push(shop.monitors("20"));
    let more = Input::of([("lines", Value::of_lines(lines))]);
    let quote = records::update(&tobias, "quote", quote.id, None, more).await.expect("changed");
    assert_eq!(shop.cells("quote", &quote, "unit_price"), [number("280"), number("280")]);
});

scenario!(setting(), a_bundle_is_one_position_that_says_what_it_is_made_of, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let part = |module: &str, record: &Record, quantity: &str| {
        let item = Value::Link(Link::new(module, record.id));
        Line::of("item").with("item", item).with("quantity", number(quantity))
    };
    let parts = vec![
        part("product", &shop.monitor, "2").with("is_shown", Value::Bool(true)),
        part("service", &shop.training, "0.5").with("is_shown", Value::Bool(true)),
        part("product", &shop.monitor, "1").with("is_shown", Value::Bool(false)),
    ];
    jana.changes("service", &shop.training, [("cost", money("400", "EUR"))]).await;
    let bundle = [
        ("name", text("Arbeitsplatz")),
        ("description", text("Fertig eingerichtet.")),
        ("kind", text("bundle")),
        ("unit_price", money("1500", "EUR")),
        ("components", Value::of_lines(parts)),
    ];
    let bundle = jana.saves("product", bundle).await;
    let quote = shop.quote(vec![part("product", &bundle, "2")], &[]).await;
    let said = "Fertig eingerichtet.\n2 × Monitor\n0,5 × Schulung";
    assert_eq!(shop.cells("quote", &quote, "description"), [text(said)]);
    assert_eq!(shop.cells("quote", &quote, "cost"), [number("800")]);
    assert_eq!(jana.value("quote", &quote, "net"), money("3000", "EUR"));
    assert_eq!(jana.value("quote", &quote, "margin"), money("1400", "EUR"));
});

scenario!(
    setting(),
    an_opportunity_is_worth_its_positions_and_hands_them_to_its_quote,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let shop = Shop::of(&jana).await;
        shop.list("Staffel", &[("0", "290"), ("10", "280")], &[]).await;
        let values = [
            ("name", text("Neue Bildschirme")),
            ("account", link("account", &shop.account)),
            ("amount", money("5000", "EUR")),
        ];
        let deal = jana.saves("opportunity", values).await;
        assert_eq!(jana.value("opportunity", &deal, "amount"), money("5000", "EUR"));
        let lines = vec![shop.monitors("10"), shop.trainings("1")];
        let lines = [("lines", Value::of_lines(lines)), ("probability", number("50"))];
        let deal = jana.changes("opportunity", &deal, lines).await;
        assert_eq!(jana.value("opportunity", &deal, "amount"), money("3800", "EUR"));
        assert_eq!(jana.value("opportunity", &deal, "weighted"), money("1900", "EUR"));
        let act = |deal: &Record| {
            let id = deal.id;
            records::act(&jana, "opportunity", (id, None), "to_quote", Answers::default())
        };
        act(&deal).await.expect("a quote");
        let quote = shop.newest("quote").await;
        assert_eq!(jana.value("quote", &quote, "subject"), text("Neue Bildschirme"));
        assert_eq!(jana.value("quote", &quote, "opportunity"), link("opportunity", &deal));
        assert_eq!(jana.value("quote", &quote, "net"), money("3800", "EUR"));
        assert_eq!(jana.value("quote", &quote, "total"), money("4522", "EUR"));
        let mut lines = shop.lines(&quote);
        lines[0].set("quantity", number("2"));
        let quote = jana.changes("quote", &quote, [("lines", Value::of_lines(lines))]).await;
        assert_eq!(shop.cells("quote", &quote, "unit_price")[0], number("290"));
        let nobody = jana.saves("opportunity", [("name", text("Ohne Kunden"))]).await;
        assert_eq!(problems(act(&nobody).await), ["account: required"]);
    }
);
