//! Lists of members.

use kernel::{Link, Value};
use ui::model::{Count, Go, MenuItem};
use ui::views::kanban::{Form, Forms};
use ui::views::list::{
    Bulk, BulkAct, Column, ColumnChoice, Direction, EmptyList, Every, FilterChip, FilterEditor,
    ListCount, ListPage, ListSums, Pager, Row, SaveView, SortLink, ViewBar, ViewMenu, ViewTab,
};

use ui::views::shell::Density;

use super::library::{Library, PEOPLE, day, principal, record, several};
use super::member::MEMBERS;

/// A full page in a shaped view.
pub fn full<'a>(library: &'a Library) -> ListPage<'a> {
    let say = |german, english| library.say(german, english);
    ListPage {
        views: ViewBar {
            tabs: views(library),
            menu: Some(ViewMenu {
                action: "/members/views/1".into(),
                name: say("Leser im Norden", "Readers up north"),
                may_change: true,
                may_share: true,
                ..ViewMenu::default()
            }),
            reset: Some("/members?view=1".into()),
            save: Some(SaveView {
                action: "/members/views".into(),
                name: say("Leser im Norden", "Readers up north"),
                may_replace: true,
                may_share: true,
                ..SaveView::default()
            }),
        },
        rows: rows(),
        filters: chips(library),
        count: ListCount::Known(Count::Exact(1284)),
        sums: ListSums::Known(vec![(say("Beiträge", "Fees"), "1.284,00 €".into())]),
        pager: Pager { next: Some("/members?cursor=2".into()), from: Some(1), ..Pager::default() },
        state: vec![("view".into(), "1".into())],
        ..empty(library)
    }
}

/// The first page, not counted.
pub fn plain<'a>(library: &'a Library) -> ListPage<'a> {
    ListPage {
        filters: Vec::new(),
        views: ViewBar { reset: None, save: None, ..full(library).views },
        count: ListCount::OnDemand("/members?count=1".into()),
        ..full(library)
    }
}

/// A module without records.
pub fn empty<'a>(library: &'a Library) -> ListPage<'a> {
    let say = |german, english| library.say(german, english);
    let choice = |name: &str, is_shown| ColumnChoice {
        name: name.into(),
        label: library.field("member", name).1,
        is_shown,
    };
    ListPage {
        module: library.members(),
        views: ViewBar { tabs: vec![everything(library)], ..ViewBar::default() },
        columns: columns(library),
        rows: Vec::new(),
        filters: Vec::new(),
        filter_editor: FilterEditor {
            fields: vec![
                ("status".into(), library.field("member", "status").1),
                ("seen_on".into(), library.field("member", "seen_on").1),
            ],
            field: None,
        },
        arrange: "/members/views/edit".into(),
        search: String::new(),
        state: Vec::new(),
        column_choices: [("house", true), ("position", true), ("fees", false)]
            .map(|(name, is_shown)| choice(name, is_shown))
            .into(),
        count: ListCount::Known(Count::Exact(0)),
        sums: ListSums::OnDemand("/members?sums=1".into()),
        density: Density::Standard,
        height: None,
        here: "/members".into(),
        pager: Pager::default(),
        forms: Forms {
            list: "/members".into(),
            board: Some("/members/kanban".into()),
            calendar: Some("/members/calendar".into()),
            map: Some("/members/map".into()),
        },
        form: Form::List,
        base: "/members".into(),
        create: Some("/members/new".into()),
        more: vec![
            go(say("Importieren", "Import"), "upload", "/members/import"),
            go(say("Papierkorb", "Bin"), "trash-2", "/members/bin"),
        ],
        bulk: bulk(library),
        empty: EmptyList::NoRecords,
        tools: maud::Markup::default(),
        body: None,
    }
}

fn everything(library: &Library) -> ViewTab {
    ViewTab {
        label: library.say("Alle", "All"),
        href: "/members".into(),
        is_current: true,
        is_changed: false,
    }
}

/// A search without hits.
pub fn no_matches<'a>(library: &'a Library) -> ListPage<'a> {
    ListPage {
        filters: chips(library),
        search: "Zwiebelfisch".into(),
        empty: EmptyList::NoMatches { widen: "/members?q=Zwiebelfisch".into() },
        ..empty(library)
    }
}

fn views(library: &Library) -> Vec<ViewTab> {
    let tab = |german: &str, english: &str| ViewTab {
        label: library.say(german, english),
        href: "/members?view=1".into(),
        ..ViewTab::default()
    };
    vec![
        tab("Alle", "All"),
        tab("Meine", "Mine"),
        ViewTab {
            is_current: true,
            is_changed: true,
            ..tab("Leser im Norden", "Readers up north")
        },
        tab("Ohne Besuch seit 90 Tagen", "No visit for 90 days"),
        tab("Geburtstage", "Birthdays"),
    ]
}

fn columns<'a>(library: &'a Library) -> Vec<Column<'a>> {
    let title = Column {
        field: None,
        path: None,
        label: library.field("member", "name").1,
        sort: Some(SortLink { href: "/members?sort=name".into(), now: None }),
        is_editable: false,
    };
    let rest = ["house", "position", "phone", "status", "seen_on", "owner"].map(|name| {
        let (field, label) = library.field("member", name);
        let sort = field.sort.then(|| SortLink {
            href: format!("/members?sort={name}"),
            now: Some(Direction::Down),
        });
        Column { field: Some(field), path: None, label, sort, is_editable: true }
    });
    std::iter::once(title).chain(rest).collect()
}

fn rows() -> Vec<Row> {
    let row = |(n, line): (u8, &super::member::Line)| {
        let (name, house, position, phone, status, seen_on, owner) = *line;
        Row {
            id: record(n),
            href: format!("/members/{}", record(n)),
            title: name.into(),
            ways: "tel:0301 mailto:a@b.example".into(),
            cells: vec![
                Value::Empty,
                Value::Link(Link::new("house", record(house_number(house)))),
                Value::text(position),
                several(&[("work", phone)]),
                Value::text(status),
                day(seen_on),
                Value::Principal(principal(PEOPLE[owner].0)),
            ],
        }
    };
    (0..).zip(&MEMBERS).map(row).collect()
}

/// Ids of houses follow from where their name comes first.
pub fn house_number(name: &str) -> u8 {
    let first = (100..).zip(&MEMBERS).find(|(_, line)| line.1 == name);
    first.map_or(99, |(n, _)| n)
}

fn chips(library: &Library) -> Vec<FilterChip> {
    let say = |german: &str, english: &str| library.say(german, english);
    let chip = |field: String, operator: String, value: String| FilterChip {
        field,
        operator,
        value,
        remove: "/members".into(),
    };
    vec![
        chip(say("Rolle", "Role"), say("ist", "is"), say("Leserin", "Reader")),
        chip(say("Land", "Country"), say("ist eines von", "is one of"), "DE, AT, CH".into()),
        chip(say("Zuständig", "Owner"), say("ist", "is"), "Jana Reuter".into()),
    ]
}

fn bulk(library: &Library) -> Bulk {
    let act = |label: String, icon: &str, asks, is_rare| BulkAct {
        label,
        icon: icon.into(),
        action: "/members/bulk/act".into(),
        asks,
        is_rare,
        ..BulkAct::default()
    };
    Bulk {
        of: "/members?view=1".into(),
        is_done: false,
        acts: vec![
            act(library.say("Zuweisen", "Assign"), "user-round-plus", true, false),
            act(library.say("Löschen", "Delete"), "trash-2", false, false),
            act(library.say("Exportieren", "Export"), "download", false, true),
        ],
        every: Some(Every::Known(Count::Exact(1284))),
    }
}

fn go(label: String, icon: &str, href: &str) -> MenuItem {
    MenuItem { label, icon: icon.into(), go: Go::To(href.into()), ..MenuItem::default() }
}
