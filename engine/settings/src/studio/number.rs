//! How numbers of a module look.

use axum::extract::{Path, State};
use kernel::{Error, FieldProblem, Result};
use panel as view;
use panel::{Control, Kind};
use studio::Numbering;
use ui::fields::Form;

use super::kit::{self, fill, text};
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, For};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Numbers that are shown ahead.
const SHOWN: i64 = 3;

/// `GET /settings/modules/{code}/numbers`
pub async fn page(State(_): State<WebState>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    let now = studio::numbering(visitor.cx(), &code).await.for_(&visitor)?;
    show(&visitor, (&code, &now), None).await
}

/// The page; `wanted` is what is shown ahead.
async fn show(
    visitor: &Visitor,
    (code, wanted): (&str, &Numbering),
    again: Option<Again>,
) -> Answer {
    let cx = visitor.cx();
    let module = cx.module(code).for_(visitor)?;
    let now = studio::numbering(cx, code).await.for_(visitor)?;
    let ahead = match studio::preview(cx, code, wanted, SHOWN).await {
        Ok(numbers) => numbers.join(", ") + " …",
        Err(Error::Invalid(_)) => String::new(),
        Err(error) => return Err(error).for_(visitor),
    };
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let mut controls = shape(&fields, &now);
    controls.extend([
        fields.required("next", &now.next.to_string()),
        Control {
            name: "ahead",
            label: text(cx, "numbers_ahead"),
            kind: Kind::Fixed(ahead),
            ..Control::default()
        },
    ]);
    let title = text(cx, "page_numbers");
    let at = kit::at(&module);
    let about = fill(cx, "numbers_about", &[("many", &kit::many(cx, &module))]);
    let page = view::FormPage {
        frame: view::Frame {
            about,
            ..kit::below(&title, &kit::steps(cx, Some(&module)), again.as_ref())
        },
        action: format!("{at}/numbers"),
        groups: vec![(text(cx, "numbers"), controls)],
        submit: text(cx, "save"),
        other: Some((text(cx, "preview"), format!("{at}/numbers/preview"))),
        back: at,
        ..view::FormPage::default()
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

/// What only administrators change; the counter goes on by itself and is not part of the mark.
fn shape(fields: &Fields<'_>, now: &Numbering) -> Vec<Control> {
    let digits = now.digits.to_string();
    vec![fields.text("prefix", &now.prefix), fields.required("digits", &digits), fields.mark()]
}

fn read(form: &Form) -> Result<Numbering> {
    let word = |name: &str| form.get(name).unwrap_or_default();
    let mut problems = Vec::new();
    let digits = word("digits").trim().parse();
    let next = word("next").trim().parse();
    if digits.is_err() {
        problems.push(FieldProblem::new("digits", "wrong_digits"));
    }
    if next.is_err() {
        problems.push(FieldProblem::new("next", "wrong_counter"));
    }
    match (digits, next) {
        (Ok(digits), Ok(next)) => Ok(Numbering { prefix: word("prefix").to_owned(), digits, next }),
        (_, _) => Err(Error::Invalid(problems)),
    }
}

/// `POST /settings/modules/{code}/numbers/preview`: shows the next numbers, changes nothing.
pub async fn preview(
    State(_): State<WebState>,
    Path(code): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let looked = match read(&form) {
        Ok(wanted) => studio::preview(cx, &code, &wanted, 1).await.map(|_| wanted),
        Err(error) => Err(error),
    };
    match looked {
        Ok(wanted) => show(&visitor, (&code, &wanted), Some(Again::kept(form))).await,
        Err(error) => refused(&visitor, &code, error, form).await,
    }
}

/// `POST /settings/modules/{code}/numbers`
pub async fn save(
    State(_): State<WebState>,
    Path(code): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let now = studio::numbering(visitor.cx(), &code).await.for_(&visitor)?;
    let seen = {
        let fields = Fields::under(visitor.cx(), None, "ui.studio");
        shape(&fields, &now);
        fields.demand_seen(&form)
    };
    let saved = match seen.and_then(|()| read(&form)) {
        Ok(wanted) => studio::renumber(visitor.cx(), &code, &wanted).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(kit::done(&format!("{}/{code}", kit::MODULES))),
        Err(error) => refused(&visitor, &code, error, form).await,
    }
}

async fn refused(visitor: &Visitor, code: &str, error: Error, form: Form) -> Answer {
    let now = studio::numbering(visitor.cx(), code).await.for_(visitor)?;
    let again = Again::of(visitor, error, form)?;
    show(visitor, (code, &now), Some(again)).await
}
