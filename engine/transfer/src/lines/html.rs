//! The first table of a piece of HTML, as tab-separated text.
//!
//! It comes from the clipboard and goes nowhere as HTML: cells are read as text, elements that
//! hold no text for people are passed over, and everything that is not understood is left out.

/// Elements whose content is no text.
const UNREAD: [&str; 5] = ["script", "style", "template", "head", "title"];

/// The first table as rows of tab-separated cells; none where there is no table.
pub fn table(html: &str) -> Option<String> {
    let mut table = Table::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        table.text(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = end_of_tag(rest) else { break };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let (name, is_end) = name_of(tag);
        if !is_end && UNREAD.contains(&name.as_str()) {
            rest = behind(rest, &name);
            continue;
        }
        if table.meets(&name, is_end, tag) {
            break;
        }
    }
    if !rest.contains('<') {
        table.text(rest);
    }
    table.finish()
}

/// Where a tag ends; a sign in quotation marks is no end.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut mark = None;
    text.char_indices().find_map(|(at, c)| match (c, mark) {
        ('>', None) => Some(at),
        ('"' | '\'', None) => {
            mark = Some(c);
            None
        }
        (c, Some(open)) if c == open => {
            mark = None;
            None
        }
        _ => None,
    })
}

fn name_of(tag: &str) -> (String, bool) {
    let (name, is_end) = match tag.strip_prefix('/') {
        Some(name) => (name, true),
        None => (tag, false),
    };
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).take(20).collect();
    (name.to_ascii_lowercase(), is_end)
}

/// What follows the end of an element.
fn behind<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        let is_it = rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
        if is_it {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
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
    /// Takes a tag; `true` at the end of the table.
    fn meets(&mut self, name: &str, is_end: bool, tag: &str) -> bool {
        match (name, is_end) {
            ("table", false) => self.is_inside = true,
            ("table", true) if self.is_inside => return true,
            ("tr", false) if self.is_inside => {
                self.close();
                self.rows.push(Vec::new());
            }
            ("td" | "th", false) if self.is_inside => {
                self.close();
                self.cell = Some(String::new());
                self.spare = span(tag) - 1;
            }
            ("td" | "th" | "tr", true) => self.close(),
            ("br", _) | ("p" | "div" | "li", true) => self.text_of_cell("\n"),
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
        for (at, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if 0 < at && !cell.ends_with([' ', '\n']) {
                cell.push(' ');
            }
            cell.push_str(&unescaped(word));
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

fn span(tag: &str) -> usize {
    let lower = tag.to_ascii_lowercase();
    let said =
        lower.split_once("colspan").map(|(_, rest)| rest.trim_start_matches(['=', '"', '\'', ' ']));
    let digits: String = said.unwrap_or("1").chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(1).clamp(1, WIDEST)
}

/// A word with the signs that entities stand for.
fn unescaped(word: &str) -> String {
    let mut text = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.find(';').filter(|end| *end <= 10).map(|end| &rest[1..end]);
        match entity.and_then(|name| Some((name.len(), sign(name)?))) {
            Some((length, sign)) => {
                text.push(sign);
                rest = &rest[length + 2..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

fn sign(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    let named = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("euro", '€'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("Auml", 'Ä'),
        ("Ouml", 'Ö'),
        ("Uuml", 'Ü'),
        ("szlig", 'ß'),
        ("ndash", '–'),
        ("sup2", '²'),
        ("sup3", '³'),
    ];
    named.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)
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
        assert_eq!(table("<table><td>&#x110000;&bad;&").as_deref(), Some("&#x110000;&bad;&\n"));
    }
}
