//! Values of conditions, between how people write them and how the language of filters does:
//! numbers and lengths of time are typed as in any form.

use catalog::filter::{Kind, Operand};
use kernel::{FieldProblem, Value, parse_decimal};
use records::Cx;
use ui::Names;

use crate::names;

/// What the language writes for a text that somebody typed; what is none stays as it was typed.
pub fn written(cx: &Cx, kind: &Kind, typed: &str) -> String {
    read(cx, kind, typed).map_or_else(|| typed.to_owned(), |value| value.to_string())
}

/// What is wrong with a text that should be a number or a length of time.
pub fn problem(cx: &Cx, kind: &Kind, (field, typed): (&str, &str)) -> Option<FieldProblem> {
    let code = match kind {
        Kind::Number { .. } | Kind::Money => "not_number",
        Kind::Duration => "not_duration",
        _ => return None,
    };
    let is_read = typed.is_empty() || read(cx, kind, typed).is_some();
    (!is_read).then(|| FieldProblem::new(field, code).with("value", typed))
}

/// What a form shows of a value of the language, which `written` reads back.
pub fn shown(reader: ui::Cx<'_>, kind: &Kind, written: &str) -> String {
    let shown = match kind {
        Kind::Number { .. } | Kind::Money => {
            parse_decimal(written).map(|number| ui::format::number_input(reader, number, 0))
        }
        Kind::Duration => seconds(written).map(ui::fields::clock),
        _ => None,
    };
    shown.unwrap_or_else(|| written.to_owned())
}

fn read(cx: &Cx, kind: &Kind, typed: &str) -> Option<Operand> {
    let names = Names::default();
    let value = match kind {
        Kind::Number { .. } | Kind::Money => {
            Value::Decimal(ui::read::number(cx.locale.formats.number, typed)?.normalize())
        }
        Kind::Duration => Value::Duration(ui::read::duration(names::reader(cx, &names), typed)?),
        _ => return None,
    };
    Some(Operand::Value(value))
}

/// The seconds of a length of time in the language, such as `90m`.
fn seconds(written: &str) -> Option<i64> {
    let digits = written.trim_end_matches(['d', 'h', 'm', 's']);
    let length = match &written[digits.len()..] {
        "d" => 86_400,
        "h" => 3600,
        "m" => 60,
        "s" | "" => 1,
        _ => return None,
    };
    digits.parse::<i64>().ok()?.checked_mul(length)
}
