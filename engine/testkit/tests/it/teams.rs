//! Filters that depend on who asks and on the house: one's team, and fiscal years.

use access::{Level, Party};
use kernel::{Date, FormatChoice};
use records::{Cursor, HouseWish, ListQuery};
use testkit::{Firm, Person, day, library, number, person, scenario, text};

use crate::sharing::book;

scenario!(
    library::setting(),
    my_team_is_whoever_stands_below_and_whoever_shares_a_group,
    async |scene| {
        let admin = scene.as_admin().await;
        let firm = Firm::of(&scene).await;
        let top = firm.role("Leitung", None).await;
        let sales = firm.role("Vertrieb", Some(top)).await;
        let inner = firm.role("Innendienst", Some(sales)).await;
        let lena = firm.person("lena", Some(top)).await;
        let jana = firm.person("jana", Some(sales)).await;
        let jens = firm.person("jens", Some(sales)).await;
        let ina = firm.person("ina", Some(inner)).await;
        let otto = firm.person("otto", None).await;
        let fair = firm.group("Messe", [Party::User(jana), Party::User(otto)]).await;
        for (name, owner) in [
            ("Lena", lena),
            ("Jana", jana),
            ("Jens", jens),
            ("Ina", ina),
            ("Otto", otto),
            ("Messe", fair),
        ] {
            book(&admin, name, owner).await;
        }
        let team = async |name: &str| {
            scene.comes(name).await.lists("book", "owner = my_team", "name").await
        };
        assert_eq!(team("jana").await, ["Ina", "Jana", "Messe", "Otto"]);
        assert_eq!(team("jens").await, ["Ina", "Jens"]);
        assert_eq!(team("lena").await, ["Ina", "Jana", "Jens", "Lena"]);
        assert_eq!(team("otto").await, ["Jana", "Messe", "Otto"]);
        let jana = scene.comes("jana").await;
        let others = "owner != my_team or owner in (my_team) and not owner = me";
        let others = jana.lists("book", others, "name").await;
        assert_eq!(others, ["Ina", "Jens", "Lena", "Messe", "Otto"]);
    }
);

scenario!(library::setting(), a_fiscal_year_begins_when_the_house_says, async |scene| {
    let admin = scene.as_admin().await;
    let (year, month, _) = admin.now().in_zone(&admin.locale.zone).0.ymd();
    let first = Date::new(year, month, 1).unwrap();
    for (name, date) in [("before", first.plus_days(-1)), ("within", first)] {
        let values = [("text", text(name)), ("date", day(&date.to_string()))];
        admin.saves("specimen", values).await;
    }
    let formats = FormatChoice::default();
    let set = async |fiscal: i8| {
        let wish = HouseWish { firm: "Leihhaus", formats: &formats, fiscal };
        let set = records::name_house(&admin, wish).await;
        scene.engine.house().await.unwrap();
        set
    };
    let asked = async |word: &str| {
        admin.lists("specimen", &format!("date = {word}_fiscal_year"), "text").await
    };
    set(month).await.unwrap();
    assert_eq!(asked("this").await, ["within"]);
    assert_eq!(asked("last").await, ["before"]);
    set(month % 12 + 1).await.unwrap();
    assert_eq!(asked("this").await, ["before", "within"]);
    assert_eq!(asked("next").await, [""; 0]);
    assert!(set(0).await.is_err() && set(13).await.is_err());
});

/// All titles, page by page.
async fn pages(who: &Person, sort: &str) -> Vec<String> {
    let (mut titles, mut after) = (Vec::new(), None::<Cursor>);
    loop {
        let list = ListQuery { sort: sort.into(), limit: 2, after, ..ListQuery::default() };
        let page = records::find(who, "book", &list).await.unwrap().page;
        titles.extend(page.records.into_iter().map(|record| record.title));
        after = page.next;
        if after.is_none() {
            return titles;
        }
    }
}

scenario!(
    library::setting(),
    records_of_several_owners_are_ordered_by_several_fields,
    async |scene| {
        let admin = scene.as_admin().await;
        let firm = Firm::of(&scene).await;
        let top = firm.role("Leitung", None).await;
        let sales = firm.role("Vertrieb", Some(top)).await;
        let lena = firm.person("lena", Some(top)).await;
        let jana = firm.person("jana", Some(sales)).await;
        let otto = firm.person("otto", None).await;
        firm.default("book", None).await;
        let owners = [lena, jana, otto];
        for n in 0..12 {
            let values = [
                ("name", text(&format!("{n:02}"))),
                ("pages", number(&(n / 4).to_string())),
                ("owner", person(owners[n % 3])),
            ];
            admin.saves("book", values).await;
        }
        let lena = scene.comes("lena").await;
        let expected = ["10", "09", "07", "06", "04", "03", "01", "00"];
        assert_eq!(pages(&lena, "-pages,-name").await, expected);
        let expected = ["03", "01", "00", "07", "06", "04", "10", "09"];
        assert_eq!(pages(&lena, "pages,-name").await, expected);
    }
);

scenario!(
    library::setting(),
    whoever_reaches_many_people_finds_what_is_theirs_and_nothing_else,
    async |scene| {
        let admin = scene.as_admin().await;
        let firm = Firm::of(&scene).await;
        let top = firm.role("Leitung", None).await;
        let sales = firm.role("Vertrieb", Some(top)).await;
        firm.person("lena", Some(top)).await;
        let otto = firm.person("otto", None).await;
        firm.default("book", None).await;
        let mut wanted = Vec::new();
        for n in 0..20 {
            let seller = firm.person(&format!("seller{n}"), Some(sales)).await;
            for copy in 0..3 {
                let name = format!("Atlas {n:02} {copy}");
                book(&admin, &name, seller).await;
                wanted.push(name);
            }
            for copy in 0..6 {
                book(&admin, &format!("Atlas fremd {n:02} {copy}"), otto).await;
            }
        }
        let lena = scene.comes("lena").await;
        let found = async |asked: &str| {
            let mut titles = scene.comes("lena").await.searches("book", asked).await;
            titles.sort();
            titles
        };
        // More than the newest ones of everybody's, and fewer than a page.
        let newest = found("Atlas").await;
        assert!(newest.iter().all(|title| wanted.contains(title)), "{newest:?}");
        assert!(newest.len() >= 10, "{newest:?}");
        assert_eq!(found("Atlas fremd").await, [""; 0]);
        assert_eq!(found("Atlas 03").await, ["Atlas 03 0", "Atlas 03 1", "Atlas 03 2"]);
        let list = ListQuery { text: "atlas".into(), ..ListQuery::default() };
        assert_eq!(records::count(&lena, "book", &list, 100).await.unwrap().n, wanted.len() as u64);
        // What changes hands is found by the new owner, what is shared by whom it is shared with.
        let given = book(&admin, "Globus eins", otto).await;
        let shared = book(&admin, "Globus zwei", otto).await;
        assert_eq!(found("Globus").await, [""; 0]);
        let hand_over = [("owner", person(lena.id))];
        admin.changes("book", &given, hand_over).await;
        let link = admin.link("book", &shared);
        records::share(&admin, &link, lena.id, Some(Level::Read.into())).await.unwrap();
        assert_eq!(found("Globus").await, ["Globus eins", "Globus zwei"]);
        admin.changes("book", &given, [("owner", person(otto))]).await;
        assert_eq!(found("Globus").await, ["Globus zwei"]);
    }
);
