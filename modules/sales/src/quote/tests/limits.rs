//! What a quote refuses, and what it keeps, as stories.

use kernel::{Line, Value};
use records::{Input, Record};
use testkit::{Person, Sees, conflict, link, money, problems, scenario, text};

use super::shop::{Shop, number};
use crate::offer::setting;

fn of(lines: Vec<Line>) -> Input {
    Input::of([("lines", Value::of_lines(lines))])
}

scenario!(setting(), numbers_without_sense_are_told_at_their_cell, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let wrong = [
        ("discount", "100.01", "not_a_share"),
        ("discount", "-0.01", "not_a_share"),
        ("quantity", "5000000000", "out_of_range"),
        ("quantity", "-5000000000", "out_of_range"),
        ("unit_price", "9999999999999", "out_of_range"),
        ("cost", "-2000000000", "out_of_range"),
    ];
    for (cell, said, code) in wrong {
        let lines = vec![shop.trainings("1"), shop.monitors("1").with(cell, number(said))];
        let refused = records::create(&jana, "quote", Input::of(shop.about(lines))).await;
        assert_eq!(problems(refused), [format!("lines.1.{cell}: {code}")], "{cell} {said}");
    }
    let all = [("discount", "100"), ("unit_price", "0.000001"), ("quantity", "0.000001")];
    let line = all.iter().fold(shop.monitors("1"), |line, (cell, n)| line.with(cell, number(n)));
    let quote = shop.quote(vec![line, shop.monitors("-2")], &[]).await;
    assert_eq!(jana.value("quote", &quote, "net"), money("-600", "EUR"), "a trade-in");
});

scenario!(setting(), goods_that_are_gone_stay_in_the_quotes_that_have_them, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let quote = shop.quote(vec![shop.monitors("2")], &[]).await;
    records::trash(&jana, "product", shop.monitor.id, None).await.expect("it is gone");
    let mut lines = shop.lines(&quote);
    lines[0].set("quantity", number("3"));
    let quote = jana.changes("quote", &quote, [("lines", Value::of_lines(lines.clone()))]).await;
    assert_eq!(jana.value("quote", &quote, "net"), money("900", "EUR"));
    let anew = Input::of(shop.about(vec![shop.monitors("1")]));
    let refused = records::create(&jana, "quote", anew).await;
    assert_eq!(problems(refused), ["lines.0.item: target_not_found"]);
    let admin = scene.as_admin().await;
    records::purge(&admin, "product", shop.monitor.id).await.expect("for good");
    lines[0].set("quantity", number("4"));
    let quote = jana.changes("quote", &quote, [("lines", Value::of_lines(lines))]).await;
    assert_eq!(shop.cells("quote", &quote, "name"), [text("Monitor")]);
    assert_eq!(jana.value("quote", &quote, "net"), money("1200", "EUR"), "its price stays as well");
});

async fn changes(who: &Person, quote: &Record, lines: Vec<Line>) -> kernel::Result<Record> {
    records::update(who, "quote", quote.id, Some(quote.version), of(lines)).await
}

scenario!(setting(), two_who_change_one_quote_are_told_and_lose_nothing, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tobias = scene.as_user("tobias", Sees::All).await;
    let shop = Shop::of(&jana).await;
    let quote = shop.quote(vec![shop.monitors("1")], &[]).await;
    let mut hers = shop.lines(&quote);
    hers.push(shop.trainings("1"));
    let mut his = shop.lines(&quote);
    his[0].set("quantity", number("7"));
    changes(&jana, &quote, hers).await.expect("she is first");
    let refused = changes(&tobias, &quote, his).await;
    assert_eq!(conflict(refused), "stale");
    let now = records::get(&tobias, "quote", quote.id).await.expect("the quote");
    assert_eq!(shop.cells("quote", &now, "quantity"), [number("1"), number("1")]);
    let mut his = shop.lines(&now);
    his[0].set("quantity", number("7"));
    let now = changes(&tobias, &now, his).await.expect("he has seen hers");
    assert_eq!(shop.cells("quote", &now, "quantity"), [number("7"), number("1")]);
    assert_eq!(jana.value("quote", &now, "account"), link("account", &shop.account));
});
