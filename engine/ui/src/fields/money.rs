//! An amount with its currency.

use kernel::{Currency, Money, Value};
use maud::{Markup, html};

use super::control::{Control, Typing, line, select};
use super::{Entered, Form};
use crate::{Cx, format, read};

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    html! { @if let Some(m) = money(value) { span.tnum { (format::money(cx, m)) } } }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    let amount = control.first_part("amount");
    let side = control.part("currency", cx.text("ui.field.currency"));
    let text = entered.text(&amount.name, || {
        money(entered.value).map_or(String::new(), |money| {
            format::number_input(cx, money.amount, money.currency.places())
        })
    });
    let own = cx.names.currencies.first().copied().unwrap_or(Currency::EUR);
    let stored = money(entered.value).map_or(own, |money| money.currency);
    let chosen = entered.text(&side.name, || stored.code().into());
    let offered =
        if cx.names.currencies.is_empty() { vec![own] } else { cx.names.currencies.clone() };
    let mut codes: Vec<(&str, &str)> = offered.iter().map(|c| (c.code(), c.code())).collect();
    if !offered.contains(&stored) {
        codes.push((stored.code(), stored.code()));
    }
    html! {
        div.input-pair {
            (line(&amount, Typing::Number, &text))
            div.input-pair__side { (select(&side, &codes, &chosen)) }
        }
    }
}

pub(super) fn parse(cx: Cx, form: &Form, name: &str) -> Result<Value, &'static str> {
    let text = form.get(&format!("{name}.amount")).unwrap_or_default().trim();
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    let amount = read::number(cx.locale.formats.number, text).ok_or("not_number")?;
    let own = cx.names.currencies.first().copied().unwrap_or(Currency::EUR);
    let currency = match form.get(&format!("{name}.currency")) {
        Some(code) => Currency::parse(code).ok_or("not_in_list")?,
        None => own,
    };
    Ok(Value::Money(Money { amount, currency }))
}

fn money(value: &Value) -> Option<&Money> {
    if let Value::Money(money) = value { Some(money) } else { None }
}
