//! Named actions at many records, in the reader's words.

use access::Right;
use catalog::{Action, Module};
use records::Cx;
use ui::model::Tone;
use ui::views::list::BulkAct;

use crate::groups::fill;

/// Actions that the reader may do to many records at once.
pub fn actions<'m>(cx: &Cx, module: &'m Module) -> Vec<&'m Action> {
    let rights = &cx.actor.rights;
    let may = rights.may(&module.code, Right::Bulk) && rights.may(&module.code, Right::Edit);
    let open = module.actions.iter().filter(|action| action.is_for_many && may);
    open.filter(|action| rights.may_act(&module.code, &action.name)).collect()
}

/// The same as what the bar of the list offers; the first one is the usual one.
pub(crate) fn offered(cx: &Cx, module: &Module, base: &str) -> Vec<BulkAct> {
    let offer = |(at, action): (usize, &Action)| BulkAct {
        label: label(cx, module, &action.name),
        icon: "check".into(),
        action: format!("{base}/bulk/{}", action.name),
        asks: true,
        is_rare: 0 < at,
        tone: Tone::Plain,
    };
    actions(cx, module).into_iter().enumerate().map(offer).collect()
}

/// Which records, in words, and what is answered for each of them where the action asks.
pub fn subject(cx: &Cx, module: &Module, action: &Action, subject: String) -> String {
    let label =
        |field: &catalog::Field| cx.text(&module.key("action_field", &field.name)).to_owned();
    let asked: Vec<String> = action.asks.iter().map(label).collect();
    match asked.is_empty() {
        true => subject,
        false => {
            let said = [("subject", subject.as_str()), ("asked", &asked.join(", "))];
            fill(cx, "bulk.proposed", &said)
        }
    }
}

/// What an action is called.
pub fn label(cx: &Cx, module: &Module, name: &str) -> String {
    cx.text(&module.key("action", name)).to_owned()
}
