//! Records in lanes: counted and summed up like the list, within what somebody sees.

use access::{FieldRight, Rights, Sees};
use kernel::{Currency, Decimal, Value};
use records::{Lane, ListQuery};
use testkit::{Person, library, money, person, problems, scenario, text};

async fn lanes(who: &Person, filter: &str, sum: Option<&str>) -> Vec<Lane> {
    let list = ListQuery { filter: filter.into(), ..ListQuery::default() };
    let mut lanes = records::lanes(who, "book", &list, ("genre", sum)).await.expect("lanes");
    lanes.sort_by(|a, b| (&a.value, a.currency).cmp(&(&b.value, b.currency)));
    lanes
}

fn lane(value: Option<&str>, currency: Option<&str>, n: u64, sum: Option<&str>) -> Lane {
    Lane {
        value: value.map(str::to_owned),
        currency: currency.and_then(Currency::parse),
        n,
        sum: sum.map(|sum| sum.parse::<Decimal>().expect("a number")),
    }
}

async fn book(who: &Person, name: &str, more: &[(&str, Value)]) {
    let mut values = vec![("name", text(name))];
    values.extend(more.iter().cloned());
    who.saves("book", values).await;
}

scenario!(library::setting(), lanes_count_and_sum_up_by_currency, async |scene| {
    let admin = scene.as_admin().await;
    let novel = || ("genre", text("novel"));
    book(&admin, "Eins", &[novel(), ("value", money("10.25", "EUR"))]).await;
    book(&admin, "Zwei", &[novel(), ("value", money("0.75", "EUR"))]).await;
    book(&admin, "Drei", &[novel(), ("value", money("-3", "CHF"))]).await;
    book(&admin, "Vier", &[("genre", text("poem"))]).await;
    book(&admin, "Fünf", &[]).await;
    let counted = [
        lane(None, None, 1, None),
        lane(Some("novel"), None, 3, None),
        lane(Some("poem"), None, 1, None),
    ];
    assert_eq!(lanes(&admin, "", None).await, counted);
    let summed = [
        lane(None, None, 1, None),
        lane(Some("novel"), Some("CHF"), 1, Some("-3")),
        lane(Some("novel"), Some("EUR"), 2, Some("11")),
        lane(Some("poem"), None, 1, None),
    ];
    assert_eq!(lanes(&admin, "", Some("value")).await, summed);
    let narrowed = lanes(&admin, "value > 5", Some("value")).await;
    assert_eq!(narrowed, [lane(Some("novel"), Some("EUR"), 1, Some("10.25"))]);
});

scenario!(library::setting(), sums_do_not_end_where_numbers_of_64_bits_do, async |scene| {
    let admin = scene.as_admin().await;
    for n in 0..30 {
        let most = ("value", money("900000000000", "EUR"));
        book(&admin, &format!("Band {n}"), &[("genre", text("poem")), most]).await;
    }
    let lanes = lanes(&admin, "", Some("value")).await;
    assert_eq!(lanes, [lane(Some("poem"), Some("EUR"), 30, Some("27000000000000"))]);
});

scenario!(library::setting(), lanes_hold_what_somebody_sees, async |scene| {
    let admin = scene.as_admin().await;
    let ida = scene.as_user("ida", Sees::Own).await;
    book(&admin, "Fremd", &[("genre", text("novel"))]).await;
    book(&admin, "Eigen", &[("genre", text("novel")), ("owner", person(ida.id))]).await;
    assert_eq!(lanes(&ida, "", None).await, [lane(Some("novel"), None, 1, None)]);
    assert_eq!(lanes(&admin, "", None).await, [lane(Some("novel"), None, 2, None)]);
});

scenario!(library::setting(), hidden_fields_are_no_lanes_and_have_no_sum, async |scene| {
    let rights = Rights::ordinary();
    let hidden = rights.clone().with_field("book", "genre", FieldRight::Hidden);
    let ida = scene.enter("ida", Sees::All, hidden).await;
    let list = ListQuery::default();
    let refused = records::lanes(&ida, "book", &list, ("genre", None)).await;
    assert_eq!(problems(refused), ["by: no_lanes"]);
    let refused = records::lanes(&ida, "book", &list, ("name", None)).await;
    assert_eq!(problems(refused), ["by: no_lanes"]);
    let tim = rights.with_field("book", "value", FieldRight::Hidden);
    let tim = scene.enter("tim", Sees::All, tim).await;
    let refused = records::lanes(&tim, "book", &list, ("genre", Some("value"))).await;
    assert_eq!(problems(refused), ["sums: no_sum"]);
});
