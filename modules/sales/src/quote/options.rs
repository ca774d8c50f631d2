//! What is offered on top, or instead of something, and taken when the quote is accepted.

use catalog::Module;
use goods::position::fields as position;
use kernel::{Currency, Decimal, FieldProblem, Line, Money, RecordId, Value};
use records::{Choice, Draft, Record};

use super::fields;

/// What is asked when a quote is accepted.
pub const CHOSEN: &str = "chosen";

const ALTERNATIVE: &str = "alternative";

/// Tells the optional and alternative positions of a quote.
pub fn offered(module: &Module, quote: &Record) -> Vec<Choice> {
    let currency = quote.value(module, fields::CURRENCY.name()).as_text();
    let currency = Currency::parse(currency).unwrap_or(Currency::EUR);
    let choice = |line: &Line| Choice {
        line: line.id,
        name: line.cell(position::NAME.name()).as_text().to_owned(),
        amount: position::NET.of(line).map(|amount: Decimal| Money { amount, currency }),
    };
    let lines = quote.value(module, fields::LINES.name()).lines();
    lines.iter().filter(|line| is_item(line) && !role(line).is_empty()).map(choice).collect()
}

/// Positions that were chosen belong to what is ordered; an alternative takes the place of the one
/// before it, which becomes the alternative.
pub fn take(quote: &mut Draft, chosen: &[RecordId]) -> Option<FieldProblem> {
    match taken(quote.value(fields::LINES.name()).lines(), chosen) {
        Ok(lines) => {
            quote.set(fields::LINES.name(), Value::of_lines(lines));
            None
        }
        Err(problem) => Some(problem),
    }
}

/// Lines as they are once some of them were chosen.
fn taken(offered: &[Line], chosen: &[RecordId]) -> Result<Vec<Line>, FieldProblem> {
    let mut lines = offered.to_vec();
    let places: Vec<usize> =
        (0..lines.len()).filter(|at| chosen.contains(&lines[*at].id)).collect();
    let (instead, on_top): (Vec<usize>, Vec<usize>) =
        places.into_iter().partition(|at| role(&lines[*at]) == ALTERNATIVE);
    let replaced: Vec<Option<usize>> = instead.iter().map(|at| replaced(&lines, *at)).collect();
    for (at, place) in replaced.iter().enumerate() {
        if place.is_some() && replaced[..at].contains(place) {
            return Err(FieldProblem::new(CHOSEN, "one_alternative"));
        }
    }
    on_top.into_iter().for_each(|at| lines[at].set(position::ROLE.name(), Value::Empty));
    for (at, place) in instead.into_iter().zip(replaced) {
        lines[at].set(position::ROLE.name(), Value::Empty);
        if let Some(place) = place.filter(|place| role(&lines[*place]).is_empty()) {
            lines[place].set(position::ROLE.name(), Value::text(ALTERNATIVE));
        }
    }
    Ok(lines)
}

/// The position that an alternative stands for: the last one before it that is none itself.
fn replaced(lines: &[Line], at: usize) -> Option<usize> {
    (0..at).rev().find(|before| is_item(&lines[*before]) && role(&lines[*before]) != ALTERNATIVE)
}

/// Tells whether lines differ from those that were offered by nothing but a choice among them.
pub fn is_choice(offered: &[Line], answered: &[Line]) -> bool {
    let sure = answered.iter().filter(|line| role(line).is_empty()).map(|line| line.id);
    let sure: Vec<RecordId> = sure.collect();
    let open = offered.iter().filter(|line| !role(line).is_empty());
    let chosen: Vec<RecordId> = open.map(|line| line.id).filter(|id| sure.contains(id)).collect();
    let told = |lines: &[Line]| lines.iter().map(as_offered).collect::<Vec<Line>>();
    taken(offered, &chosen).is_ok_and(|lines| told(&lines) == told(answered))
}

/// A position without what follows from choosing.
fn as_offered(line: &Line) -> Line {
    let mut line = line.clone();
    line.set(position::NET.name(), Value::Empty);
    line
}

fn is_item(line: &Line) -> bool {
    line.kind == "item"
}

fn role(line: &Line) -> &str {
    line.cell(position::ROLE.name()).as_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONAL: &str = "optional";

    fn line(role: &str) -> Line {
        Line::of("item").with(position::ROLE.name(), Value::text(role))
    }

    #[test]
    fn an_alternative_stands_for_the_last_position_that_is_none() {
        let lines =
            [line(""), line(OPTIONAL), line(ALTERNATIVE), Line::of("text"), line(ALTERNATIVE)];
        assert_eq!(replaced(&lines, 2), Some(1));
        assert_eq!(replaced(&lines, 4), Some(1));
        assert_eq!(replaced(&lines[2..], 0), None);
    }
}
