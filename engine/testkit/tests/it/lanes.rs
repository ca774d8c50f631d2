//! Records in lanes: counted and summed up like the list, within what somebody sees.

use access::{FieldRight, Rights, Sees};
use kernel::{Currency, Decimal, Value};
use records::{Lane, LanesOf, ListQuery};
use testkit::{Person, library, money, number, person, problems, scenario, text};

fn asked<'a>(sums: &'a [String], only: &'a [Option<String>]) -> LanesOf<'a> {
    LanesOf { by: "genre", only, sums, bound: None }
}

async fn lanes(who: &Person, filter: &str, sum: Option<&str>) -> Vec<Lane> {
    let list = ListQuery { filter: filter.into(), ..ListQuery::default() };
    let sums: Vec<String> = sum.map(str::to_owned).into_iter().collect();
    let lanes = records::lanes(who, "book", &list, asked(&sums, &[])).await.expect("lanes");
    lanes.expect("no bound")
}

fn lane(value: Option<&str>, n: u64, sums: &[&[(&str, &str)]]) -> Lane {
    let amount = |(currency, sum): &(&str, &str)| {
        (Currency::parse(currency), sum.parse::<Decimal>().expect("a number"))
    };
    Lane {
        value: value.map(str::to_owned),
        n,
        sums: sums.iter().map(|sums| sums.iter().map(amount).collect()).collect(),
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
    let counted = [lane(None, 1, &[]), lane(Some("novel"), 3, &[]), lane(Some("poem"), 1, &[])];
    assert_eq!(lanes(&admin, "", None).await, counted);
    let summed = [
        lane(None, 1, &[&[]]),
        lane(Some("novel"), 3, &[&[("CHF", "-3"), ("EUR", "11")]]),
        lane(Some("poem"), 1, &[&[]]),
    ];
    assert_eq!(lanes(&admin, "", Some("value")).await, summed);
    let narrowed = lanes(&admin, "value > 5", Some("value")).await;
    assert_eq!(narrowed, [lane(Some("novel"), 1, &[&[("EUR", "10.25")]])]);
});

scenario!(library::setting(), lanes_of_some_values_and_up_to_a_bound, async |scene| {
    let admin = scene.as_admin().await;
    for (n, genre) in ["novel", "novel", "poem"].into_iter().enumerate() {
        let value = ("value", money("2", "EUR"));
        let more = [("genre", text(genre)), ("pages", number("100")), value];
        book(&admin, &format!("Band {n}"), &more).await;
    }
    book(&admin, "Ohne", &[]).await;
    let list = ListQuery::default();
    let sums = ["pages".to_owned(), "value".to_owned()];
    let only = [Some("novel".to_owned()), None];
    let some = records::lanes(&admin, "book", &list, asked(&sums, &only)).await.expect("lanes");
    let novel = lane(Some("novel"), 2, &[&[("", "200")], &[("EUR", "4")]]);
    assert_eq!(some, Some(vec![lane(None, 1, &[&[], &[]]), novel]));
    let bounded = |bound| LanesOf { bound: Some(bound), ..asked(&[], &[]) };
    let three = records::lanes(&admin, "book", &list, bounded(3)).await.expect("an answer");
    assert_eq!(three, None);
    let four = records::lanes(&admin, "book", &list, bounded(4)).await.expect("an answer");
    assert_eq!(four.map(|lanes| lanes.len()), Some(3));
});

scenario!(library::setting(), sums_do_not_end_where_numbers_of_64_bits_do, async |scene| {
    let admin = scene.as_admin().await;
    for n in 0..30 {
        let most = ("value", money("900000000000", "EUR"));
        book(&admin, &format!("Band {n}"), &[("genre", text("poem")), most]).await;
    }
    let lanes = lanes(&admin, "", Some("value")).await;
    assert_eq!(lanes, [lane(Some("poem"), 30, &[&[("EUR", "27000000000000")]])]);
});

scenario!(library::setting(), lanes_hold_what_somebody_sees, async |scene| {
    let admin = scene.as_admin().await;
    let ida = scene.as_user("ida", Sees::Own).await;
    book(&admin, "Fremd", &[("genre", text("novel"))]).await;
    book(&admin, "Eigen", &[("genre", text("novel")), ("owner", person(ida.id))]).await;
    assert_eq!(lanes(&ida, "", None).await, [lane(Some("novel"), 1, &[])]);
    assert_eq!(lanes(&admin, "", None).await, [lane(Some("novel"), 2, &[])]);
});

scenario!(library::setting(), hidden_fields_are_no_lanes_and_have_no_sum, async |scene| {
    let rights = Rights::ordinary();
    let hidden = rights.clone().with_field("book", "genre", FieldRight::Hidden);
    let ida = scene.enter("ida", Sees::All, hidden).await;
    let list = ListQuery::default();
    let refused = records::lanes(&ida, "book", &list, asked(&[], &[])).await;
    assert_eq!(problems(refused), ["by: no_lanes"]);
    let refused =
        records::lanes(&ida, "book", &list, LanesOf { by: "name", ..asked(&[], &[]) }).await;
    assert_eq!(problems(refused), ["by: no_lanes"]);
    let tim = rights.with_field("book", "value", FieldRight::Hidden);
    let tim = scene.enter("tim", Sees::All, tim).await;
    let refused = records::lanes(&tim, "book", &list, asked(&["value".into()], &[])).await;
    assert_eq!(problems(refused), ["sums: no_sum"]);
});
