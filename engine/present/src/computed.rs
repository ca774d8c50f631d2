//! Columns of an import that formulas make of others.

use records::Cx;
use sheets::import as view;
use transfer::computed as known;
use transfer::mapping::Target;
use transfer::options::Column;
use ui::components::Word;
use ui::fields::Form;

use crate::import::Look;

/// The formulas that were typed; each is a column behind those of the file.
pub fn columns(asked: &Form, columns: &mut Vec<Column>) -> Vec<String> {
    let n_own = columns.len();
    let mut formulas = Vec::new();
    for at in 0..known::MOST {
        let text = asked.get(&format!("computed.{at}")).unwrap_or_default().trim();
        if !text.is_empty() {
            let target = asked.get(&format!("column.{}", n_own + at)).unwrap_or_default();
            columns.push(Column { target: target.parse().ok(), ..known::column() });
            formulas.push(text.to_owned());
        }
    }
    formulas
}

/// The computed columns, and a free one.
pub fn lines(cx: &Cx, look: &Look, wrong: Option<&(usize, String)>) -> Vec<view::ComputedColumn> {
    let options = &look.options;
    let sample = &look.sniffed.sample[..look.sniffed.sample.len().min(3)];
    let samples = known::sampled(cx, options, sample);
    let free = options.computed.len() < known::MOST;
    let texts = options.computed.iter().cloned().chain(free.then(String::new));
    let line = |(at, text): (usize, String)| {
        let target = options.columns.get(options.n_own() + at);
        let target = target.and_then(|column| column.target.as_ref());
        view::ComputedColumn {
            at,
            column: options.n_own() + at,
            sample: samples.get(at).map(|cells| cells.join(" · ")).unwrap_or_default(),
            target: target.map(Target::to_string).unwrap_or_default(),
            problem: wrong.filter(|(place, _)| *place == at).map(|(_, said)| said.clone()),
            text,
        }
    };
    texts.enumerate().map(line).collect()
}

/// Words that formulas over these columns can hold.
pub fn words(cx: &Cx, headings: &[String]) -> Vec<Word> {
    let word = |word: known::Word| Word {
        text: word.text,
        label: word.label,
        example: word.example.to_owned(),
    };
    known::words(cx, headings).into_iter().map(word).collect()
}
