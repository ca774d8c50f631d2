//! What the pages of one's own settings share.

use axum::http::StatusCode;
use kernel::{
    Date, DateFormat, Decimal, FormatChoice, HourFormat, Locale, NumberFormat, Time, WeekStart,
};
use maud::Markup;
use panel::Control;
use panel::me::MeFrame;
use records::Cx;
use ui::views::detail::TabLink;
use ui::{Names, format};

use crate::kit::Fields;
use visit::answer::{Answer, For};
use visit::open::Open;
use visit::state::{Posting, WebState};
use visit::visitor::Visitor;

/// The pages beside each other.
const PAGES: [(&str, &str); 5] = [
    ("profile", "/me"),
    ("formats", "/me/formats"),
    ("security", "/me/security"),
    ("messages", "/me/messages"),
    ("programs", "/me/programs"),
];

/// The frame of a page.
pub fn frame(cx: &Cx, here: &str) -> MeFrame {
    let link = |(key, href): (&str, &str)| TabLink {
        label: cx.text(&format!("ui.own.page.{key}")).to_owned(),
        href: href.to_owned(),
        is_current: key == here,
        count: None,
    };
    MeFrame { tabs: PAGES.into_iter().map(link).collect() }
}

/// Answers with a page.
pub async fn answer(
    visitor: &Visitor,
    status: StatusCode,
    draw: impl FnOnce(ui::Cx<'_>) -> Markup,
) -> Answer {
    let open = Open::new(visitor, "/me", Names::default()).await.for_(visitor)?;
    let body = draw(open.reader());
    Ok(open.answer(status, visitor.cx().text("ui.me.title"), &body))
}

/// Fields for how days, numbers and times are written; what is not chosen follows `rest`.
pub fn controls(
    cx: &Cx,
    fields: &Fields,
    choice: &FormatChoice,
    rest: &FormatChoice,
) -> Vec<Control> {
    let Examples { dates, numbers, hours, weeks } = Examples::of(cx);
    let usual = Locale::with(cx.locale.language, rest);
    let follows = |example: Option<&(String, String)>| {
        let example = example.map_or("", |(_, example)| example.as_str());
        let texts = cx.catalog.texts();
        let label = texts.fill(cx.locale.language, "ui.own.follows", &[("example", example)]);
        (String::new(), label)
    };
    let select = |part: &'static str, all: Vec<(String, String)>, usual: &str| {
        let first = follows(all.iter().find(|(code, _)| code == usual));
        fields.select(part, choice.get(part), [first].into_iter().chain(all))
    };
    vec![
        select("date_format", dates, usual.formats.date.code()),
        select("number_format", numbers, usual.formats.number.code()),
        select("hour_format", hours, usual.formats.hours.code()),
        select("week_start", weeks, usual.formats.week.code()),
        fields.suggested("time_zone", choice.get("time_zone"), kernel::time_zone_names()),
    ]
}

/// Each choice with an example.
struct Examples {
    dates: Vec<(String, String)>,
    numbers: Vec<(String, String)>,
    hours: Vec<(String, String)>,
    weeks: Vec<(String, String)>,
}

impl Examples {
    fn of(cx: &Cx) -> Self {
        let day = Date::new(cx.now().in_zone(&cx.locale.zone).0.ymd().0, 12, 24);
        let (number, names) = (Decimal::new(123_450, 2), Names::default());
        let written = |part: &str, code: &str, write: &dyn Fn(ui::Cx) -> String| {
            let mut choice = FormatChoice::default();
            let _ = choice.set(part, code);
            let locale = Locale::with(cx.locale.language, &choice);
            let reader = ui::Cx {
                catalog: &cx.catalog,
                locale: &locale,
                now: cx.now(),
                names: &names,
                csrf: "",
            };
            (code.to_owned(), write(reader))
        };
        let date = |reader: ui::Cx| day.map_or(String::new(), |day| format::date(reader, day));
        let hour = |reader: ui::Cx| format::time(reader, Time::from_seconds(52_200));
        let week = |start: WeekStart| {
            let label = cx.text(&format!("ui.weekday.{}", start.weekday())).to_owned();
            (start.code().to_owned(), label)
        };
        Examples {
            dates: DateFormat::ALL.map(|one| written("date_format", one.code(), &date)).into(),
            numbers: NumberFormat::ALL
                .map(|one| {
                    let number = |reader: ui::Cx| format::number_example(reader, number);
                    written("number_format", one.code(), &number)
                })
                .into(),
            hours: HourFormat::ALL.map(|one| written("hour_format", one.code(), &hour)).into(),
            weeks: WeekStart::ALL.map(week).into(),
        }
    }
}

/// Why a person can have no digests by mail: the key of its text, or none.
pub fn obstacle(state: &WebState, visitor: &Visitor) -> Option<&'static str> {
    let is_admin = visitor.cx().actor.is_administrator();
    let has_address = visitor.signed_in.profile.email.is_some();
    match state.posting {
        Posting::NoServer if is_admin => Some("ui.me.digest_no_server_admin"),
        Posting::NoServer => Some("ui.me.digest_no_server"),
        Posting::NoAddress if is_admin => Some("ui.me.digest_no_address_admin"),
        Posting::NoAddress => Some("ui.me.digest_no_server"),
        Posting::Ready => (!has_address).then_some("ui.me.digest_no_mail"),
    }
}
