//! Roles, groups, rules and single shares: who reaches which records, and how far.

use std::collections::{BTreeMap, BTreeSet};

use access::{Level, Party};
use kernel::{Error, PrincipalId, RecordId};
use records::{Cursor, Input, ListQuery, Page, Record, Terms, Towards};
use testkit::{Firm, Person, Scene, library, number, person, scenario, text};
use uuid::Uuid;

pub async fn book(admin: &Person, name: &str, owner: PrincipalId) -> Record {
    admin.saves("book", [("name", text(name)), ("owner", person(owner))]).await
}

async fn change(who: &Person, book: &Record) -> Result<Record, Error> {
    records::update(who, "book", book.id, None, Input::of([("pages", number("7"))])).await
}

scenario!(
    library::setting(),
    private_records_are_seen_from_above_and_not_from_beside,
    async |scene| {
        let admin = scene.as_admin().await;
        let firm = Firm::of(&scene).await;
        let top = firm.role("Leitung", None).await;
        let sales = firm.role("Vertrieb", Some(top)).await;
        let service = firm.role("Service", Some(top)).await;
        let (lena, jana) =
            (firm.person("lena", Some(top)).await, firm.person("jana", Some(sales)).await);
        let tim = firm.person("tim", Some(service)).await;
        firm.default("book", None).await;
        let of_jana = book(&admin, "Janas Buch", jana).await;
        book(&admin, "Tims Buch", tim).await;
        book(&admin, "Lenas Buch", lena).await;
        assert_eq!(scene.comes("jana").await.lists("book", "", "name").await, ["Janas Buch"]);
        assert_eq!(scene.comes("tim").await.lists("book", "", "name").await, ["Tims Buch"]);
        let lena = scene.comes("lena").await;
        assert_eq!(lena.lists("book", "", "name").await.len(), 3);
        change(&lena, &of_jana).await.unwrap();
        let tim = scene.comes("tim").await;
        assert!(matches!(change(&tim, &of_jana).await, Err(Error::NotFound)));
        assert!(tim.searches("book", "Janas").await.is_empty());
        // A move in the tree holds with the next request.
        firm.person("tim", Some(top)).await;
        assert_eq!(scene.comes("tim").await.lists("book", "", "name").await.len(), 2);
    }
);

scenario!(library::setting(), a_default_may_let_look_but_not_change, async |scene| {
    let admin = scene.as_admin().await;
    let firm = Firm::of(&scene).await;
    let role = firm.role("Alle", None).await;
    let jana = firm.person("jana", Some(role)).await;
    firm.person("tim", Some(role)).await;
    let book = book(&admin, "Janas Buch", jana).await;
    firm.default("book", Some(Level::Read)).await;
    let tim = scene.comes("tim").await;
    assert_eq!(tim.reads("book", &book).await.title, "Janas Buch");
    assert!(matches!(change(&tim, &book).await, Err(Error::Forbidden { .. })));
    let link = tim.link("book", &book);
    let tagged = records::mark(&tim, &link, records::Mark::Tag("x".into()));
    assert!(matches!(tagged.await, Err(Error::Forbidden { .. })));
    firm.default("book", Some(Level::Write)).await;
    let tim = scene.comes("tim").await;
    change(&tim, &book).await.unwrap();
    let trashed = records::trash(&tim, "book", book.id, None).await;
    assert!(matches!(trashed, Err(Error::Forbidden { .. })));
    firm.default("book", Some(Level::Delete)).await;
    let tim = scene.comes("tim").await;
    records::trash(&tim, "book", book.id, None).await.unwrap();
});

scenario!(library::setting(), a_shared_record_is_found_everywhere_and_only_as_far, async |scene| {
    let admin = scene.as_admin().await;
    let firm = Firm::of(&scene).await;
    let role = firm.role("Alle", None).await;
    let (jana, tim) = (firm.person("jana", Some(role)).await, firm.person("tim", Some(role)).await);
    firm.default("book", None).await;
    for n in 0..30 {
        book(&admin, &format!("Janas Buch {n:02}"), jana).await;
    }
    let shared = book(&admin, "Besonderes Buch", jana).await;
    book(&admin, "Tims Buch", tim).await;
    let (jana, link) = (scene.comes("jana").await, admin.link("book", &shared));
    records::share(&jana, &link, tim, Some(Level::Read.into())).await.unwrap();
    let reader = scene.comes("tim").await;
    for sort in ["name", "-name", "-modified_at", "pages"] {
        let mut titles = reader.lists("book", "", sort).await;
        titles.sort();
        assert_eq!(titles, ["Besonderes Buch", "Tims Buch"], "{sort}");
    }
    assert_eq!(reader.lists("book", "pages = 5", "name").await, [""; 0]);
    assert_eq!(reader.searches("book", "besonderes").await, ["Besonderes Buch"]);
    let list = ListQuery { text: "buch".into(), ..ListQuery::default() };
    assert_eq!(records::count(&reader, "book", &list, 100).await.unwrap().n, 2);
    assert!(matches!(change(&reader, &shared).await, Err(Error::Forbidden { .. })));
    let passed_on = records::share(&reader, &link, admin.id, Some(Level::Read.into())).await;
    assert!(matches!(passed_on, Err(Error::Forbidden { .. })));
    records::share(&jana, &link, tim, Some(Level::Write.into())).await.unwrap();
    change(&reader, &shared).await.unwrap();
    let trashed = records::trash(&reader, "book", shared.id, None).await;
    assert!(matches!(trashed, Err(Error::Forbidden { .. })));
    // The last change of sharing is taken back, then all of it.
    let history = records::history(&jana, "book", shared.id, None, 10).await.unwrap();
    let entry = history.iter().find(|entry| entry.kind == "shared").unwrap();
    records::undo(&jana, entry.id).await.unwrap();
    assert!(matches!(change(&reader, &shared).await, Err(Error::Forbidden { .. })));
    records::share(&jana, &link, tim, None).await.unwrap();
    assert_eq!(scene.comes("tim").await.lists("book", "", "name").await, ["Tims Buch"]);
    assert!(records::shares(&jana, &link).await.unwrap().is_empty());
});

/// Titles of all pages of a list, which are the same on the way back.
async fn paged(who: &Person, sort: &str) -> Vec<String> {
    let titles = |page: &Page| page.records.iter().map(|r| r.title.clone()).collect::<Vec<_>>();
    let read = async |after: Option<Cursor>, towards: Towards| {
        let list = ListQuery { sort: sort.into(), limit: 5, ..ListQuery::default() };
        let list = ListQuery { after, towards, ..list };
        records::find(who, "book", &list).await.unwrap().page
    };
    let mut page = read(None, Towards::Next).await;
    let mut there = titles(&page);
    while let Some(next) = page.next {
        page = read(Some(next), Towards::Next).await;
        there.extend(titles(&page));
    }
    let mut back = titles(&page);
    while let Some(previous) = page.previous {
        page = read(Some(previous), Towards::Previous).await;
        back.splice(0..0, titles(&page));
    }
    assert_eq!(back, there, "{sort}");
    there
}

scenario!(library::setting(), who_stands_above_many_meets_all_of_theirs, async |scene| {
    let admin = scene.as_admin().await;
    let firm = Firm::of(&scene).await;
    let top = firm.role("Leitung", None).await;
    let below = firm.role("Vertrieb", Some(top)).await;
    firm.person("lena", Some(top)).await;
    let tim = firm.person("tim", None).await;
    firm.default("book", None).await;
    let mut owners = Vec::new();
    for n in 0..20 {
        owners.push(firm.person(&format!("p{n}"), Some(below)).await);
    }
    for n in 0..60 {
        let owner = if n % 3 == 0 { tim } else { owners[n % 20] };
        let values =
            [("name", text(&format!("Buch {n:02}"))), ("pages", number(&format!("{}", n % 7)))];
        let book = admin.saves("book", values.into_iter().chain([("owner", person(owner))])).await;
        if n == 33 {
            let link = admin.link("book", &book);
            let lena = scene.comes("lena").await.id;
            records::share(&admin, &link, lena, Some(Level::Read.into())).await.unwrap();
        }
    }
    let lena = scene.comes("lena").await;
    let is_hers = |title: &String| {
        let n: usize = title[5..].parse().unwrap();
        !n.is_multiple_of(3) || n == 33
    };
    for sort in ["name", "-name", "-created_at", "-pages"] {
        let mut all = paged(&admin, sort).await;
        assert_eq!(all.len(), 60);
        all.retain(is_hers);
        assert_eq!(paged(&lena, sort).await, all, "{sort}");
    }
});

scenario!(library::setting(), a_team_says_who_does_what_for_a_record, async |scene| {
    let admin = scene.as_admin().await;
    let firm = Firm::of(&scene).await;
    let role = firm.role("Alle", None).await;
    let tim = firm.person("tim", Some(role)).await;
    let group = firm.group("Innendienst", [Party::User(tim)]).await;
    let record = book(&admin, "Ein Buch", admin.id).await;
    let link = admin.link("book", &record);
    let terms = |task: &str| Terms::new(Level::Read, task);
    let team = async || {
        let all = records::shares(&admin, &link).await.unwrap();
        let mut tasks: Vec<String> = all.into_iter().map(|share| share.task).collect();
        tasks.sort();
        tasks
    };
    records::share(&admin, &link, tim, Some(terms(" Lektorat ").unwrap())).await.unwrap();
    records::share(&admin, &link, group, Some(terms("").unwrap())).await.unwrap();
    assert_eq!(team().await, ["", "Lektorat"]);
    // Another task alone is a change that is taken back.
    records::share(&admin, &link, tim, Some(terms("Satz").unwrap())).await.unwrap();
    assert_eq!(team().await, ["", "Satz"]);
    let history = records::history(&admin, "book", record.id, None, 1).await.unwrap();
    records::undo(&admin, history[0].id).await.unwrap();
    assert_eq!(team().await, ["", "Lektorat"]);
    assert!(matches!(terms(&"x".repeat(61)), Err(Error::Invalid(_))));
    assert!(matches!(terms("zwei\nZeilen"), Err(Error::Invalid(_))));
});

scenario!(library::setting(), a_group_owns_records_together, async |scene| {
    let admin = scene.as_admin().await;
    let firm = Firm::of(&scene).await;
    let role = firm.role("Alle", None).await;
    let jana = firm.person("jana", Some(role)).await;
    firm.person("tim", Some(role)).await;
    firm.person("mia", None).await;
    let inner = firm.group("Innendienst", [Party::User(jana)]).await;
    let all = firm.group("Vertrieb", [Party::Group(inner), Party::Role(role)]).await;
    firm.default("book", None).await;
    let of_inner = book(&admin, "Vom Innendienst", inner).await;
    let of_all = book(&admin, "Vom Vertrieb", all).await;
    let (jana, tim) = (scene.comes("jana").await, scene.comes("tim").await);
    assert_eq!(jana.lists("book", "", "name").await, ["Vom Innendienst", "Vom Vertrieb"]);
    assert_eq!(tim.lists("book", "", "name").await, ["Vom Vertrieb"]);
    assert!(scene.comes("mia").await.lists("book", "", "name").await.is_empty());
    change(&tim, &of_all).await.unwrap();
    assert!(matches!(change(&tim, &of_inner).await, Err(Error::NotFound)));
});

scenario!(library::setting(), a_profile_of_a_role_is_obeyed, async |scene| {
    let admin = scene.as_admin().await;
    let firm = Firm::of(&scene).await;
    let role = firm.role("Lesen", None).await;
    let tim = firm.person("tim", Some(role)).await;
    let book = book(&admin, "Ein Buch", tim).await;
    let body = r#"{"modules":{"book":{"denied":["edit"],"fields":{"isbn":"hidden"}}}}"#;
    firm.profile(serde_json::from_str(body).unwrap()).await;
    let tim = scene.comes("tim").await;
    assert!(matches!(change(&tim, &book).await, Err(Error::Forbidden { .. })));
    let sorted = ListQuery { filter: "isbn = \"1\"".into(), ..ListQuery::default() };
    assert!(matches!(records::find(&tim, "book", &sorted).await, Err(Error::Invalid(_))));
});

/// Small numbers that follow from each other, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn party(&mut self, people: &[PrincipalId], roles: &[Uuid], groups: &[PrincipalId]) -> Party {
        match self.below(4) {
            0 => Party::User(self.one(people)),
            1 => Party::Role(self.one(roles)),
            2 => Party::Branch(self.one(roles)),
            _ => Party::Group(self.one(groups)),
        }
    }
}

/// Builds a firm by dice: a tree of roles, so many people and books, groups and rules.
async fn thrown(
    scene: &Scene,
    dice: &mut Dice,
    (n_people, n_books): (usize, usize),
) -> (Vec<PrincipalId>, Vec<Record>) {
    let admin = scene.as_admin().await;
    let firm = Firm::of(scene).await;
    let mut roles = vec![firm.role("r0", None).await];
    for n in 1..7 {
        let parent = dice.one(&roles);
        roles.push(firm.role(&format!("r{n}"), Some(parent)).await);
    }
    let mut people = Vec::new();
    for n in 0..n_people {
        let role = (n != 0).then(|| dice.one(&roles));
        people.push(firm.person(&format!("p{n}"), role).await);
    }
    let mut groups = vec![firm.group("g0", [Party::User(people[1])]).await];
    for n in 1..4 {
        let members = [dice.party(&people, &roles, &groups), dice.party(&people, &roles, &groups)];
        groups.push(firm.group(&format!("g{n}"), members).await);
    }
    let default = dice.one(&[None, None, Some(Level::Read), Some(Level::Write)]);
    firm.default("book", default).await;
    for _ in 0..5 {
        let from = dice.party(&people, &roles, &groups);
        let to = dice.party(&people, &roles, &groups);
        let level = dice.one(&Level::ALL);
        firm.rule(from, to, level).await;
    }
    let owners: Vec<PrincipalId> = people.iter().chain(&groups).copied().collect();
    let mut books = Vec::new();
    for n in 0..n_books {
        let one = book(&admin, &format!("Band {n:03}"), dice.one(&owners)).await;
        if dice.below(4) == 0 {
            let (with, level) = (dice.one(&owners), dice.one(&Level::ALL));
            let link = admin.link("book", &one);
            records::share(&admin, &link, with, Some(level.into())).await.unwrap();
        }
        books.push(one);
    }
    (people, books)
}

/// What the reasons say is what lists show, searches find and changes are let do.
async fn agree(scene: &Scene, seed: u64, size: (usize, usize)) {
    let (people, books) = thrown(scene, &mut Dice(seed), size).await;
    let admin = scene.as_admin().await;
    let module = admin.module("book").unwrap();
    let kept = scene.engine.house().await.unwrap();
    for (n, id) in people.iter().enumerate() {
        let who = scene.comes(&format!("p{n}")).await;
        let mut expected: BTreeMap<RecordId, Level> = BTreeMap::new();
        for book in &books {
            let shares = records::shares(&admin, &admin.link("book", book)).await.unwrap();
            let shares: Vec<_> = shares.iter().map(|s| (s.principal, s.level)).collect();
            let owner = book.owner(&module);
            let reasons = kept.house().reasons(*id, ("book", owner), &shares);
            if let Some(level) = reasons.iter().filter_map(|reason| reason.level).max() {
                expected.insert(book.id, level);
            }
        }
        let titles = |ids: &BTreeSet<RecordId>| -> Vec<String> {
            let known = books.iter().filter(|book| ids.contains(&book.id));
            known.map(|book| book.title.clone()).collect()
        };
        let expected_titles = titles(&expected.keys().copied().collect());
        assert_eq!(who.lists("book", "", "name").await, expected_titles, "p{n}");
        let named = who.lists("book", "name contains \"band\"", "title").await;
        assert_eq!(named, expected_titles, "p{n}");
        let count = records::count(&who, "book", &ListQuery::default(), 500).await.unwrap();
        assert_eq!(count.n, expected.len() as u64, "p{n}");
        let mut found = who.searches("book", "band").await;
        found.sort();
        let first: Vec<String> = expected_titles.iter().rev().take(20).rev().cloned().collect();
        assert!(found.iter().all(|title| expected_titles.contains(title)), "p{n}: {found:?}");
        assert_eq!(found.len(), first.len().min(20), "p{n}");
        for book in &books {
            let read = records::get(&who, "book", book.id).await;
            assert_eq!(read.is_ok(), expected.contains_key(&book.id), "p{n} {}", book.title);
            let Ok(read) = read else { continue };
            let level = records::level(&who, &module, &read).await.unwrap();
            assert_eq!(Some(&level), expected.get(&book.id), "p{n} {}", book.title);
            let changed = change(&who, book).await;
            assert_eq!(changed.is_ok(), level >= Level::Write, "p{n} {} {level:?}", book.title);
        }
    }
}

scenario!(library::setting(), reasons_and_reach_agree_in_a_first_firm, async |scene| {
    agree(&scene, 1, (8, 40)).await;
});

scenario!(library::setting(), reasons_and_reach_agree_in_a_second_firm, async |scene| {
    agree(&scene, 22, (8, 40)).await;
});

scenario!(library::setting(), reasons_and_reach_agree_in_a_third_firm, async |scene| {
    agree(&scene, 333, (8, 40)).await;
});

// So many owners that their records are found otherwise than by the marks of each.
scenario!(library::setting(), reasons_and_reach_agree_in_a_large_firm, async |scene| {
    agree(&scene, 4444, (30, 130)).await;
});
