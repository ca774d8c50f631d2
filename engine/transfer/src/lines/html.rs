//! The first table of a piece of HTML, as tab-separated text.
//!
//! It comes from the clipboard and goes nowhere as HTML: cells are read as text, and elements
//! that hold no text for people are passed over. Tags are taken as they come: no tree is built, so
//! that whatever is nested takes no more time than it has signs.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// Elements whose content is no text.
const UNREAD: [&[u8]; 5] = [b"script", b"style", b"template", b"head", b"title"];

/// The first table as rows of tab-separated cells; none where there is no table.
pub fn table(html: &str) -> Option<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut table = Table::default();
    let mut unread = None;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match (token, &unread) {
            (Token::EndTag(tag), Some(name)) if tag.name == *name => unread = None,
            (_, Some(_)) => {}
            (Token::StartTag(tag), None) if UNREAD.contains(&tag.name.as_slice()) => {
                unread = Some(tag.name);
            }
            (Token::StartTag(tag), None) => table.opens(&tag),
            (Token::EndTag(tag), None) if table.closes(&tag.name) => break,
            (Token::String(text), None) => table.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    table.finish()
}

/// Columns that one cell spans, at most.
const WIDEST: usize = 60;

#[derive(Default)]
struct Table {
    is_inside: bool,
    rows: Vec<Vec<String>>,
    cell: Option<String>,
    /// Columns that the open cell takes beyond its first.
    spare: usize,
}

impl Table {
    fn opens(&mut self, tag: &StartTag<()>) {
        match &tag.name[..] {
            b"table" => self.is_inside = true,
            b"tr" if self.is_inside => {
                self.close();
                self.rows.push(Vec::new());
            }
            b"td" | b"th" if self.is_inside => {
                self.close();
                self.cell = Some(String::new());
                self.spare = span(tag) - 1;
            }
            b"br" => self.text_of_cell("\n"),
            _ => {}
        }
    }

    /// Takes the end of an element; `true` at the end of the table.
    fn closes(&mut self, name: &[u8]) -> bool {
        match name {
            b"table" => return self.is_inside,
            b"td" | b"th" | b"tr" => self.close(),
            b"p" | b"div" | b"li" => self.text_of_cell("\n"),
            _ => {}
        }
        false
    }

    fn text_of_cell(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.push_str(text);
        }
    }

    /// Blanks between words are one, however the source breaks its lines.
    fn text(&mut self, text: &str) {
        let Some(cell) = &mut self.cell else { return };
        for (at, word) in text.split(|c: char| c.is_ascii_whitespace() || c == '\u{a0}').enumerate()
        {
            if 0 < at && !cell.ends_with([' ', '\n']) {
                cell.push(' ');
            }
            cell.push_str(word);
        }
    }

    fn close(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let row = self.rows.last_mut().expect("there is a row");
        row.push(cell.trim().to_owned());
        row.extend(std::iter::repeat_n(String::new(), std::mem::take(&mut self.spare)));
    }

    fn finish(mut self) -> Option<String> {
        self.close();
        let rows = self.rows.iter().filter(|row| !row.is_empty());
        let text: String = rows.map(|row| quoted(row)).collect();
        (!text.is_empty()).then_some(text)
    }
}

/// Cells are kept from nothing here: what a spreadsheet would take for a formula is only text.
fn quoted(row: &[String]) -> String {
    let cell = |cell: &String| match cell.contains(['"', '\t', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    row.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n"
}

fn span(tag: &StartTag<()>) -> usize {
    let said = tag.attributes.get(&b"colspan"[..]);
    let said = said.and_then(|span| std::str::from_utf8(span).ok()?.trim().parse().ok());
    said.unwrap_or(1).clamp(1, WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_table_becomes_rows() {
        let html = "<style>td{a:b}</style><table border=\"0>\"><tr><th>Menge</th><th>Text</th>\
            </tr><!-- <tr><td>x --><tr><td>2<td>Gr&ouml;&szlig;e &amp; <b>Farbe</b><br>\
            rot\n  und  blau</tr><tr><td colspan=2>=cmd|x<script>alert(1)</script></td></tr>\
            </table><table><tr><td>9";
        let text = table(html).expect("a table");
        assert_eq!(text, "Menge\tText\n2\t\"Größe & Farbe\nrot und blau\"\n=cmd|x\t\n");
    }

    #[test]
    fn what_is_no_table_is_none() {
        for html in
            ["", "<", "<table", "<table></table>", "plain & <b>text</b>", "<td", "</", "&#0;"]
        {
            assert_eq!(table(html), None, "{html}");
        }
        // What is no character stands as one that says so (HTML 13.2.5.80).
        assert_eq!(table("<table><td>&#x110000;&bad;&").as_deref(), Some("\u{fffd}&bad;&\n"));
    }
}
