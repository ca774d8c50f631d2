//! Papers over several sheets.

use crate::kit::{printed, sheets};
use crate::samples::{self, line, long_invoice};
use paper::Line;

/// What stands beside a word on a sheet, each time.
fn beside(sheet: &str, word: &str) -> Vec<String> {
    let lines = sheet.lines().map(str::trim);
    lines.filter_map(|line| line.strip_prefix(word)).map(|rest| rest.trim().to_owned()).collect()
}

#[test]
fn headings_and_sheet_numbers_stand_on_each_of_five_sheets() {
    let all = sheets(&printed(&long_invoice(60)));
    assert_eq!(all.len(), 5);
    for (index, sheet) in all.iter().enumerate() {
        assert!(sheet.contains("Bezeichnung") && sheet.contains("Einzelpreis"), "{sheet}");
        assert!(sheet.contains(&format!("Seite {} von 5", index + 1)), "{sheet}");
        assert!(sheet.contains("USt-IdNr. DE123456789"), "the foot stands on each: {sheet}");
        assert_eq!(sheet.matches("Rechnung RE-2026-0042").count(), 1, "its name: {sheet}");
    }
}

#[test]
fn each_sheet_carries_over_what_the_next_one_begins_with() {
    let all = sheets(&printed(&long_invoice(60)));
    let carried: Vec<Vec<String>> = all.iter().map(|sheet| beside(sheet, "Übertrag")).collect();
    assert_eq!(carried[0].len(), 1, "the first one begins with nothing");
    assert_eq!(carried[4].len(), 1, "the last one carries nothing over");
    for (sheet, next) in carried.iter().zip(&carried[1..]) {
        assert_eq!(sheet.last(), next.first());
    }
    for (sheet, sums) in all.iter().zip(&carried).take(4) {
        let mut last = sheet.lines().filter_map(|line| line.trim().split_once(" Schreibtisch"));
        let number: usize = last.next_back().unwrap().0.trim().parse().unwrap();
        let sum = number * 375;
        assert_eq!(sums.last().unwrap(), &format!("{}.{:03},00", sum / 1000, sum % 1000));
    }
}

#[test]
fn every_position_stands_once_whatever_their_number() {
    for count in [1, 7, 8, 9, 10, 23, 24, 25, 40] {
        let text = sheets(&printed(&long_invoice(count))).concat();
        assert_eq!(text.matches("Schreibtisch „Saale“").count(), count);
        assert_eq!(text.matches("Gesamtbetrag").count(), 1);
    }
}

#[test]
fn a_description_longer_than_a_sheet_goes_on_on_the_next() {
    let words: Vec<String> = (0..1500).map(|index| format!("Wort{index}")).collect();
    let mut paper = samples::invoice();
    let long = words.join(" ");
    paper.lines = vec![line(&format!("1 | Lang | {long} | 1 Stk. | 1,00 | 19 % | 1,00 | 1,00"))];
    let all = sheets(&printed(&paper));
    let text = all.concat();
    assert!(2 < all.len());
    assert!(words.iter().all(|word| text.contains(word.as_str())));
}

#[test]
fn a_word_without_end_breaks_nothing() {
    let mut paper = samples::invoice();
    let word = "Donaudampfschiff".repeat(40);
    paper.title = word.clone();
    paper.lines.push(Line::Text(word.clone()));
    paper.lines.push(line(&format!("9 | {word} | {word} | 1 Stk. | 1,00 | 19 % | 1,00 | 1,00")));
    assert!(!sheets(&printed(&paper)).is_empty());
}

#[test]
fn a_paper_that_says_next_to_nothing_is_a_sheet() {
    let mut paper = samples::blank(paper::Kind::Invoice, "Rechnung");
    paper.sender = paper::Sender { name: "A".into(), ..paper::Sender::default() };
    paper.recipient.lines = Vec::new();
    paper.closing = Vec::new();
    assert_eq!(sheets(&printed(&paper)).len(), 1);
}
