//! Characters that no font of ours can draw.

use crate::{Data, fonts};

/// What stands for them. PDF/A forbids text without a drawing, so one foreign letter in a name
/// would keep a whole document from being made.
const INSTEAD: char = '\u{25A1}';

/// The data with every such character replaced, and which they were, each once, in order.
pub(crate) fn drawable(data: &Data) -> (Data, Vec<char>) {
    let mut missing = Vec::new();
    let drawable = replaced(data, &mut missing);
    missing.sort_unstable();
    missing.dedup();
    (drawable, missing)
}

fn replaced(data: &Data, missing: &mut Vec<char>) -> Data {
    match data {
        Data::Nothing | Data::Flag(_) | Data::Number(_) => data.clone(),
        Data::Text(text) => {
            Data::Text(text.chars().filter_map(|it| replacement(it, missing)).collect())
        }
        Data::List(items) => Data::List(items.iter().map(|item| replaced(item, missing)).collect()),
        Data::Tree(entries) => {
            let named = |(name, value): &(String, Data)| (name.clone(), replaced(value, missing));
            Data::Tree(entries.iter().map(named).collect())
        }
    }
}

fn replacement(character: char, missing: &mut Vec<char>) -> Option<char> {
    match character {
        '\n' => Some('\n'),
        '\t' => Some(' '),
        control if control.is_control() => None,
        known if fonts::can_draw(known) => Some(known),
        foreign => {
            missing.push(foreign);
            Some(INSTEAD)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_letters_are_replaced_and_named() {
        let data = Data::tree([("name", Data::from("Žižek & 王 Söhne\u{7} €"))]);
        let (drawn, missing) = drawable(&data);
        assert_eq!(drawn, Data::tree([("name", Data::from("Žižek & □ Söhne €"))]));
        assert_eq!(missing, ['王']);
    }
}
