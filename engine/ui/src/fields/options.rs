//! Fields that look something up: the control, and the choices that the server answers with.

use maud::{Markup, html};

use super::Entered;
use super::control::{Control, FILTER_SCOPE};
use crate::Cx;
use crate::components::{Shape, Size, avatar, icon};

/// One choice of a look-up.
#[derive(Clone, Debug)]
pub struct OptionLine {
    /// What the form posts: `MODULE:ID`, or the id of a user or group.
    pub code: String,
    /// The id, from which the colour follows.
    pub id: [u8; 16],
    /// Its title.
    pub title: String,
    /// What tells it from others of the same title.
    pub note: String,
    /// Whether it is drawn round.
    pub is_person: bool,
}

/// What is chosen now.
pub(super) struct Chosen<'a> {
    pub code: &'a str,
    pub title: &'a str,
    /// What was typed without script and fits nothing or several; none where it cannot be typed.
    pub typed: Option<&'a str>,
}

/// What was typed without script; a filter takes ids alone.
pub(super) fn typed(control: &Control, entered: &Entered) -> Option<String> {
    let name = format!("{}.typed", control.name);
    (entered.scope != FILTER_SCOPE).then(|| entered.text(&name, String::new))
}

/// The answer of `/search/options` and `/search/people`: what a look-up offers.
#[must_use]
pub fn options(cx: Cx, lines: &[OptionLine]) -> Markup {
    html! {
        @for (at, line) in lines.iter().enumerate() {
            li.menu__item role="option" id={ "option-" (at) } data-value=(line.code)
                data-label=(line.title) {
                (avatar(&line.title, line.id, Shape::of(line.is_person), Size::Small))
                span.truncate { (line.title) }
                span.menu__side { (line.note) }
            }
        }
        @if lines.is_empty() {
            li.menu__title { (cx.text("ui.field.nothing_found")) }
        }
    }
}

/// A look-up; without script its text is resolved when the form is sent.
pub(super) fn combo(cx: Cx, control: &Control, chosen: &Chosen, source: &str) -> Markup {
    let clear = cx.text("ui.field.clear");
    html! {
        combo-box.combo data-source=(source) data-invalid=[control.invalid()] {
            input type="hidden" name=(control.name) value=(chosen.code) data-id;
            span.pill hidden[chosen.code.is_empty()] {
                span.truncate { (chosen.title) }
                button.pill__remove type="button" data-clear aria-label=(clear) title=(clear)
                    tabindex="-1" { (icon("x")) }
            }
            input.combo__input id=(control.id) type="text" disabled autocomplete="off"
                placeholder=(cx.text("ui.field.look_up"))
                aria-label=[control.label.as_deref()] aria-required=[control.required()]
                aria-invalid=[control.invalid()]
                aria-describedby=[control.described_by.as_deref()];
            ul.combo__list.menu id={ (control.id) "-list" } role="listbox" popover="manual"
                aria-label=(cx.text("ui.field.choices")) {}
            @if let Some(typed) = chosen.typed { noscript { (plain(cx, control, chosen, typed)) } }
        }
    }
}

/// A text to type instead, and what it may mean; posts `NAME.typed`, `.picked` and `.cleared`.
fn plain(cx: Cx, control: &Control, chosen: &Chosen, typed: &str) -> Markup {
    let name = &control.name;
    let label = cx.text("ui.field.look_up_by_text");
    let choices = cx.names.choices.get(name).filter(|choices| !choices.is_empty());
    html! {
        @if let Some(choices) = choices {
            select.select name={ (name) ".picked" } aria-label=(cx.text("ui.field.choices")) {
                option value="" { (cx.text("ui.field.choose")) }
                @for (code, words) in choices { option value=(code) { (words) } }
            }
        }
        input.combo__typed type="text" name={ (name) ".typed" } value=(typed)
            autocomplete="off" aria-label=(label) placeholder=(label);
        @if !chosen.code.is_empty() && !control.is_required {
            label.combo__clear {
                input.check type="checkbox" name={ (name) ".cleared" } value="1";
                (cx.text("ui.field.clear"))
            }
        }
    }
}
