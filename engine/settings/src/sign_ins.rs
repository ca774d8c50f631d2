//! Who came in or tried to, for administrators, and of oneself.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use identity::SignIn;
use identity::trail::{self, Wanted};
use kernel::{Date, Instant, PrincipalId, Time};
use panel::Extra;
use panel::sign_ins as view;
use records::Cx;
use ui::Names;

use crate::kit::{Again, Fields};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::open::Open;
use visit::state::WebState;
use visit::visitor::Visitor;

type Asked = Query<BTreeMap<String, String>>;

/// Address of the page.
const HERE: &str = "/settings/sign-ins";

/// `GET /settings/sign-ins?person=&outcome=&from=&to=&before=`
pub async fn page(State(_): State<WebState>, visitor: Visitor, asked: Asked) -> Answer {
    show(&visitor, &Question::of(visitor.cx(), &asked.0), None).await
}

/// `POST /settings/sign-ins`: posts `days`, for which entries are kept.
pub async fn keep(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let days = form.get("days").unwrap_or_default();
    match trail::keep_sign_ins(visitor.cx(), days).await {
        Ok(()) => Ok(redirect(HERE, Some(&Flash::done("looks_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, &Question::default(), Some(again)).await
        }
    }
}

/// What of the log is asked for; what makes no sense asks for nothing.
#[derive(Default)]
struct Question {
    person: Option<PrincipalId>,
    outcome: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    wanted: Wanted,
}

impl Question {
    fn of(cx: &Cx, asked: &BTreeMap<String, String>) -> Self {
        let told = |name: &str| asked.get(name).filter(|text| !text.is_empty());
        let day = |name: &str| told(name).and_then(|text| Date::parse_iso(text));
        let begins = |day: Date| Instant::from_local(day, Time::from_seconds(0), &cx.locale.zone);
        let person: Option<PrincipalId> = told("person").and_then(|id| id.parse().ok());
        let outcome = told("outcome").filter(|word| trail::OUTCOMES.contains(&word.as_str()));
        let (from, to) = (day("from"), day("to"));
        let wanted = Wanted {
            user: person,
            outcome: outcome.cloned(),
            since: from.map(begins),
            until: to.map(|day| begins(Date::from_days(day.days() + 1))),
            before: told("before").and_then(|number| number.parse().ok()),
        };
        Question { person, outcome: outcome.cloned(), from, to, wanted }
    }

    /// The same question for what is older.
    fn older(&self, number: i64) -> String {
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let person = self.person.map_or_else(String::new, |id| id.to_string());
        let outcome = self.outcome.as_deref().unwrap_or_default();
        let (from, to) = (day(self.from), day(self.to));
        format!("{HERE}?person={person}&outcome={outcome}&from={from}&to={to}&before={number}")
    }
}

async fn show(visitor: &Visitor, question: &Question, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let found = trail::sign_ins(cx, question.wanted.clone()).await.for_(visitor)?;
    let people = identity::users(&cx.engine).await.for_(visitor)?;
    let names: BTreeMap<PrincipalId, &str> =
        people.iter().map(|one| (one.id, one.name.as_str())).collect();
    let is_full = found.len() as i64 == trail::PAGE;
    let last = found.last().filter(|_| is_full).map(|(number, _)| *number);
    let rows = found.into_iter().map(|(_, one)| {
        let name = one.user.and_then(|id| names.get(&id).copied());
        row(cx, one, name)
    });
    let outcomes = trail::OUTCOMES.map(|word| {
        let label = cx.text(&format!("ui.sign_ins.outcome_{word}")).to_owned();
        (word.to_owned(), label, question.outcome.as_deref() == Some(word))
    });
    let days = trail::sign_in_days(&cx.engine).await.for_(visitor)?;
    let page = view::SignInsPage {
        rows: rows.collect(),
        people: people
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone(), question.person == Some(one.id)))
            .collect(),
        outcomes: outcomes.into(),
        from: question.from.map_or_else(String::new, |day| day.to_string()),
        to: question.to.map_or_else(String::new, |day| day.to_string()),
        older: last.map(|number| question.older(number)),
        n_days: days,
        extras: cx
            .actor
            .is_administrator()
            .then(|| kept(cx, days, again.as_ref()))
            .into_iter()
            .collect(),
    };
    let open = Open::new(visitor, "/settings", Names::default()).await.for_(visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(Again::status(again.as_ref()), cx.text("ui.sign_ins.title"), &body))
}

/// For how many days entries are kept.
fn kept(cx: &Cx, days: i64, again: Option<&Again>) -> Extra {
    let fields = Fields::under(cx, again, "ui.sign_ins");
    Extra {
        title: cx.text("ui.sign_ins.kept").to_owned(),
        about: String::new(),
        action: HERE.to_owned(),
        controls: vec![fields.required("days", &days.to_string())],
        verb: cx.text("ui.sign_ins.keep").to_owned(),
        is_danger: false,
    }
}

/// Outcomes that nobody has to look at.
const GOOD: [&str; 7] =
    ["done", "asked", "link_sent", "password_set", "signed_out", "ended", "ended_for"];

/// An entry in words.
pub fn row(cx: &Cx, one: SignIn, name: Option<&str>) -> view::SignInRow {
    let way = match one.way.strip_prefix("with:") {
        Some(provider) => provider.to_owned(),
        None => cx.text(&format!("ui.sign_ins.way_{}", one.way)).to_owned(),
    };
    view::SignInRow {
        at: one.at,
        who: name.map_or(one.named, str::to_owned),
        way,
        is_bad: !GOOD.contains(&one.outcome.as_str()),
        outcome: cx.text(&format!("ui.sign_ins.outcome_{}", one.outcome)).to_owned(),
        address: one.address,
        device: one.device,
    }
}
